# breaks: what HAVING reads needs no value
# file:   src/plan/need.c
# tests:  sql/needs_value.sql
s/^	if \(bms_is_member\(attnum, api_condition_reads\(NULL, having, .*/	if (attnum < 0)/
