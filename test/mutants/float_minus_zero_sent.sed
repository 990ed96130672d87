# breaks: a row with -0 is not that of the key 0
# file:   src/exec/render.c
# tests:  sql/floats_sent.sql
s/^	if \(number == 0\)$/	if (number == 1)/
