# breaks: a short page ends a chain, whatever comes behind it
# file:   src/rest/chain.c
# tests:  t/020_paging.pl
s/^\treturn chain->doubtful \&\& !speculates\(paging\);/\treturn chain->doubtful;/
