# breaks: empty pages that each lead to another are asked for without end
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/^\tif \(chain->empties >= MAX_EMPTIES\)$/\tif (chain->empties < 0)/
