# breaks: api_fdw_resources() does not count the engine's own descriptors
# file:   src/sqlfn/resources.c
# tests:  t/015_idle.pl
s/items\[0\]\.descriptors \+= api_figures/items[0].descriptors += 0 * api_figures/
