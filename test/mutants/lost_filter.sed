# breaks: a link that leaves a filter out is followed without a word
# file:   src/rest/pager_link.c
# tests:  t/060_situations.pl
s/^\tbool\t\tlacks = asked != NULL && /\tbool\t\tlacks = asked != NULL \&\& !numbered \&\& /
