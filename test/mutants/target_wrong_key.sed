# breaks: keys of sub-selects are of another column
# file:   src/exec/ahead_find.c
# tests:  sql/ahead_target.sql
s/param_of\(lfirst_int\(id\), var->varattno\)/param_of(lfirst_int(id), (AttrNumber) (var->varattno > 1 ? var->varattno - 1 : 2))/
