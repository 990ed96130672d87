# breaks: a scan that ends early says nothing of a column that no record had
# file:   src/exec/fetch_end.c
# tests:  sql/needs_value_read.sql
s/want.what == NULL \&\& !is_lost\(fetch, need\)/want.what == NULL/
