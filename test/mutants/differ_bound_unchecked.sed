# breaks: rows of another partition pass its bound
# file:   src/exec/fetch.c
# tests:  t/051_differential.pl
s/page->stands_in \|\| api_partition_has\(fetch->partition, slot\)/page->stands_in || fetch->partition != NULL/
