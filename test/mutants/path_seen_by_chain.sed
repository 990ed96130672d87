# breaks: what other chains' pages have shown does not count
# file:   src/rest/stream.c
# tests:  t/020_paging.pl
s/^\tif \(!stream->shown\)$/\tif (stream->nchains >= 0)/
