# breaks: a join, or a loop, sends more requests than max_fanout
# file:   src/exec/fetch_keys.c
# tests:  sql/limits_requests.sql
s/^	fetch->fanned_out \+= api_bindings_count\(bindings\);/	fetch->fanned_out = api_bindings_count(bindings);/
