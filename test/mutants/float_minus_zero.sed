# breaks: -0 is sent as another value than 0
# file:   src/exec/coerce.c
# tests:  sql/floats_sent.sql
s/^	if \(value == 0\)$/	if (value == 1)/
