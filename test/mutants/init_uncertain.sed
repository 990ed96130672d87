# breaks: sub-selects of a row that may not come start at once
# file:   src/exec/proof.c
# tests:  sql/start_inits.sql
s/return proven \? scans : NIL;/return proven || true ? scans : NIL;/
