# breaks: a batched join takes part where rows are locked
# file:   src/plan/join_paths.c
# tests:  sql/join_fallback.sql
s/ \&\& root->rowMarks == NIL \&\&/ \&\&/
