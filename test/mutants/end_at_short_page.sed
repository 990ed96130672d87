# breaks: a short page ends a chain, whatever comes behind it
# file:   src/rest/ends.c
# tests:  t/025_paging_speed.pl
s/^\tif \(!paging->spec.stop_on_short \|\| records == 0\)/\tif (records == 0 || full == 0)/
