# breaks: a volatile CTE is read ahead
# file:   src/plan/acts.c
# tests:  sql/join_fallback.sql
s/return query_acts\(root, cte->ctequery, walk\);/return false;/
