# breaks: as many requests fly as like to, whatever libcurl takes for them
# file:   src/net/admission.c
# tests:  t/027_memory.pl
s/ \&\& !api_memory_busy\(\)\);/);/
