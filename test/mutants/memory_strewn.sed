# breaks: what heads have taken stays with the process
# file:   src/net/memory.c
# tests:  t/027_memory.pl
s/^\tapi_malloc_trim\(\);/\t(void) strewn;/
