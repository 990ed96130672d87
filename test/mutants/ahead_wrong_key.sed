# breaks: keys are of another column of the row
# file:   src/exec/ahead_find.c
# tests:  sql/ahead_update.sql
s/param_of\(param->paramno, param->paramval->varattno\)/param_of(param->paramno, (AttrNumber) (param->paramval->varattno > 1 ? param->paramval->varattno - 1 : 2))/
