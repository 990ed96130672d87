# breaks: rows are locked ahead
# file:   src/plan/join_paths.c
# tests:  sql/join_fallback.sql
s/query->rowMarks != NIL \|\| //
