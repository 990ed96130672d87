# breaks: {} where a list could be is a record of NULLs
# file:   src/json/reader_way.c
# tests:  sql/lax.sql
s/if \(above != NULL \&\& nothing\)/if (above == NULL \&\& nothing)/
