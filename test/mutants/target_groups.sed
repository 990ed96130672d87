# breaks: a CASE beside is evaluated below the rows that are read ahead
# file:   src/plan/ahead_target.c
# tests:  sql/ahead_target.sql
s/if \(!contain_subplans\(lfirst\(lc\)\)\)/if (api_subplans_always(lfirst(lc)) == NIL)/
