# breaks: a failure makes a row where a condition reads a count two levels above
# file:   src/plan/strict.c
# tests:  sql/strict.sql
s/^	\*columns = bms_join\(above, /	*columns = bms_join(NULL, /
