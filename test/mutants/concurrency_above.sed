# breaks: a server that is lowered does not lower its tables
# file:   src/rest/config.c
# tests:  sql/limits_concurrency.sql
s/api_lookup_server_int\(from, "max_concurrency"\)\);/1000);/
