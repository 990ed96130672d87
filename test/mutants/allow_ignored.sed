# breaks: on_http_error passes over what max_requests forbids, and rows are missing
# file:   src/rest/settle.c
# tests:  sql/limits_requests.sql
s/page->error.code == API_ERR_FANOUT\)/false)/
