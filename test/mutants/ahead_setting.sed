# breaks: no setting forbids it
# file:   src/plan/ahead_paths.c
# tests:  sql/join_why.sql sql/ahead_update.sql
s/!api_enable_batch_join \|\| //
