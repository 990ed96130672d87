# breaks: a numeric value that is no integer is rounded to one
# file:   src/exec/coerce.c
# tests:  sql/lists_or.sql
s/^		if \(!numeric_is\(number, int64_to_numeric\(value\)\)\)/		if (false)/
