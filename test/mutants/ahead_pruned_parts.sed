# breaks: partitions that a row leaves out are told
# file:   src/exec/ahead_find.c
# tests:  sql/ahead_inner.sql
s/!search->pruned \|\| api_fetch_asks_for_bound\(api_scan_fetch\(scan\)\)/true/
