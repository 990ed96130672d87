# breaks: nobody holds the records against the totals
# file:   src/rest/chain.c
# tests:  t/020_paging.pl
s/^\tif \(chain->total_min < 0 \|\|/\tif (chain->total_min < INT64_MAX ||/
