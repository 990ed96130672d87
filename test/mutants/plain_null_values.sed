# breaks: null_values do not count for what is taken as it is
# file:   src/exec/row_project.c
# tests:  sql/rejects.sql
s/ && row->null_values == NIL &&$/ \&\&/
