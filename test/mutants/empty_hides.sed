# breaks: records behind a page without any are dropped unseen
# file:   src/rest/chain.c
# tests:  t/060_situations.pl
s/^\tif \(chain->end < 0 \|\| chain->why != API_END_EMPTY \|\|/\tif (chain->end < 0 || chain->why == API_END_EMPTY ||/
