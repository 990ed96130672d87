# breaks: rows are not checked against WHERE
# file:   src/plan/scan_plan.c
# tests:  sql/fanout.sql
s/(List\t +\*filter = )extract_actual_clauses\(.*\);/\1NIL;/
