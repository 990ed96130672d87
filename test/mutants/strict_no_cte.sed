# breaks: a failure in a CTE behind an anti join makes a row
# file:   src/plan/strict.c
# tests:  sql/strict.sql
s/harmless = is_plain_cte\(root\);/harmless = is_plain_cte(root) || true;/
