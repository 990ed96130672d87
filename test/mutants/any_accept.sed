# breaks: nothing says that JSON is wanted
# file:   src/rest/config.c
# tests:  sql/accept.sql
s/^\tadd_accept\(\&headers,.*/\t(void) add_accept;/
