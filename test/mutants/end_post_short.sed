# breaks: a POST ends at a short page, a GET does not
# file:   src/rest/ends.c
# tests:  t/021_paging_random.pl
s/^\tif \(!paging->spec.stop_on_short \|\| records == 0\)/\tif (!(paging->spec.stop_on_short || paging->spec.post) || records == 0)/
