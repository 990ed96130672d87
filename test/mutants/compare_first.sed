# breaks: pages that begin with the same record are taken for repeats
# file:   src/rest/records.c
# tests:  sql/pages_alike.sql
s/api_digest_of\(edges->first, edges->count \* sizeof\(\*edges->first\)\)/api_digest_of(edges->first, sizeof(*edges->first))/
