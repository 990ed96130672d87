# breaks: a 202 without records is an empty list
# file:   src/rest/failure.c
# tests:  sql/statuses.sql
s/^\t\tapi_page_before\(page\) > 0 \|\| api_transfer_accepts/\t\ttrue || api_transfer_accepts/
