# breaks: a one-time condition is taken for one of rows
# file:   src/plan/join_paths.c
# tests:  sql/join_fallback.sql
s/clause->pseudoconstant \|\| //
