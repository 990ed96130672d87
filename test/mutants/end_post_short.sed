# breaks: a POST ends at a short page, a GET does not
# file:   src/rest/ends.c
# tests:  t/025_paging_speed.pl
s/^\tif \(!paging->spec.stop_on_short \|\| records == 0\)/\tif (!(paging->spec.stop_on_short || paging->spec.post) || records == 0)/
