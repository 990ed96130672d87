# breaks: rows are not checked against WHERE
# file:   src/plan/scan_plan.c
# tests:  sql/fanout.sql
s/return make_foreignscan\(tlist, clauses,/return make_foreignscan(tlist, NIL,/
