# breaks: over HTTP/2 bodies take as much memory as they like
# file:   src/net/admission.c
# tests:  t/027_memory.pl
s/^\tif \(!pool->crowded\)/\tif (pool->crowded)/
