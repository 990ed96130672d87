# breaks: a full page without a next, which nobody has seen, is the end
# file:   src/rest/stream.c
# tests:  t/020_paging.pl
s/^\tif \(!stream->shown\)$/\tif (stream->nchains < 0)/
