# breaks: a member whose name is a part of the column's, with a dot, makes a record unknown
# file:   src/exec/odd.c
# tests:  sql/odd.sql
s/j < column->nothers; j\+\+/j < 0; j++/
