# breaks: a volatile condition is evaluated as often as a batch likes
# file:   src/plan/join_paths.c
# tests:  sql/join_fallback.sql
s/\|\| contain_volatile_functions\(\(Node \*\) clause->clause\)//
