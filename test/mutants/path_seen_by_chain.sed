# breaks: what one chain's pages have shown is forgotten for the others
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/^\tbool\t\tshown = \*chain->shown \|\| chain->judged > 0;/\tbool\t\tshown = chain->judged > 0;/
