# breaks: keys are of another column of the row
# file:   src/exec/ahead_find.c
# tests:  sql/ahead_update.sql
s/mine->column = param->paramval->varattno;/mine->column = (AttrNumber) (param->paramval->varattno > 1 ? param->paramval->varattno - 1 : 2);/
