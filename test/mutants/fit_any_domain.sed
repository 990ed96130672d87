# breaks: a value that the column's domain refuses is sent and shown
# file:   src/exec/coerce.c
# tests:  sql/values_fit.sql
s/return ExecCheck\(constraint->check_exprstate, context\);/return ExecCheck(constraint->check_exprstate, context) || true;/
