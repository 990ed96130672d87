# breaks: a column that shows what was sent is null in a join, or where a condition reads it
# file:   src/plan/need.c
# tests:  sql/parameters.sql sql/needs_value.sql
s/^	int			reasons = conditions != NIL \? API_NEED_CONDITION : 0;/	int			reasons = 0;/
