# breaks: an ignored status ends a chain before its total is reached
# file:   src/rest/settle.c
# tests:  t/020_paging.pl
s/^\t\t\tif \(!complete\)$/\t\t\tif (!complete \&\& chain->judged < 0)/
