# breaks: EXPLAIN calls a sub-select that is told a loop
# file:   src/plan/ahead_plan.c
# tests:  sql/join_why.sql
s/api_told_set\(root, lfirst_int\(lc\), API_WHY_NONE\);/;/
