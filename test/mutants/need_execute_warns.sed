# breaks: a prepared statement is taken for the query of a function
# file:   src/exec/own.c
# tests:  sql/needs_value_shown.sql
s/strcasestr\(text, "prepare"\) != NULL/false/
