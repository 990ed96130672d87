# breaks: a scan that ends early says nothing of a column that no record had
# file:   src/exec/fetch_end.c
# tests:  sql/needs_value_read.sql
s/if \(!shown && !is_lost\(fetch, need\)\)/if (!shown)/
