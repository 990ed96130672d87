# breaks: a value longer than the column's type holds is sent and shown
# file:   src/exec/coerce.c
# tests:  sql/values_fit.sql
s/^	if \(coerce->typmod < 0\)$/	if (coerce->typmod < PG_INT32_MAX)/
