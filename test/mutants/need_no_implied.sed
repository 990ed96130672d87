# breaks: what an equality of a join reads needs no value
# file:   src/plan/reads.c
# tests:  sql/needs_value.sql
s/equalities\(root\)\);$/equalities(root) ? NIL : NIL);/
