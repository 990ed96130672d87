# breaks: a whole row that goes into a function of FROM needs values
# file:   src/plan/reads.c
# tests:  sql/needs_value_read.sql
s/if \(!IsA\(var, Var\) \|\| var->varattno != 0\)/if (var != NULL)/
