# breaks: on_http_error passes over what max_requests forbids, and rows are missing
# file:   src/base/error.h
# tests:  sql/limits_requests.sql
s/code == API_ERR_FANOUT;/false;/
