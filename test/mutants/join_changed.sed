# breaks: rows of another parameter value are taken for those of this one
# file:   src/exec/join.c
# tests:  t/041_join.pl
s/^	if \(changed\)$/	if (false)/
