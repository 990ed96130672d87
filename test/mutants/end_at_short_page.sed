# breaks: the first short page ends a chain, whoever gives it
# file:   src/rest/chain.c
# tests:  t/020_paging.pl
s/^\treturn !chain->declared \&\& chain->honours \&\&/\treturn !chain->declared \&\&/
