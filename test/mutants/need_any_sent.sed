# breaks: what a condition reads beside the column that it gives a value is NULL, and no error
# file:   src/plan/reads.c
# tests:  sql/needs_value.sql
s/return match != NULL && list_member_ptr\(match->columns, &columns->columns\[attnum - 1\]\);/return match != NULL;/
