# breaks: a failure in NOT IN makes a row
# file:   src/plan/strict.c
# tests:  sql/strict.sql
s/harmless = !plans_conditions\(root\);/harmless = !plans_conditions(root) || true;/
