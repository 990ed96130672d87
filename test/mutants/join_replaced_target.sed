# breaks: what is looked at above a projection is not in the scan tuple
# file:   src/plan/join_plan.c
# tests:  sql/join_fallback.sql
s/\(Node \*\) rel->reltarget->exprs, outer/(Node *) tlist, outer/
