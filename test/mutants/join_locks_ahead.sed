# breaks: rows are locked ahead
# file:   src/plan/acts.c
# tests:  sql/join_fallback.sql
s/\(\(Query \*\) node\)->rowMarks != NIL \|\| //
