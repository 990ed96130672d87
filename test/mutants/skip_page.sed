# breaks: a page is never asked for
# file:   src/rest/chain.c
# tests:  t/020_paging.pl
s/^\tchain->asked\+\+;$/\tchain->asked += 1 + (chain->asked == 2);/
