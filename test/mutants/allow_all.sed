# breaks: a statement sends more requests than api_fdw.max_requests
# file:   src/net/allowance.c
# tests:  sql/limits_requests.sql
s/^	taken\+\+;/	taken += 0;/
