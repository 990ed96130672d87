# breaks: a sub-select starts whose value may not be sent
# file:   src/exec/proof.c
# tests:  sql/start_inits.sql
s/->guard >= 0\)/->guard > 1000)/
