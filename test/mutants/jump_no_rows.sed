# breaks: no row stands for those that OFFSET drops
# file:   src/exec/scan.c
# tests:  sql/offset.sql
s/scan->again = api_fetch_left_out\(scan->fetch\);/(void) api_fetch_left_out(scan->fetch);/
