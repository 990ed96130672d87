# breaks: rows that a query sees by what it computes are left out
# file:   src/plan/limit.c
# tests:  sql/offset.sql
s/!contain_volatile_functions\(\(Node \*\) root->processed_tlist\)/true/
