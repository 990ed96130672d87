# breaks: the option required does nothing
# file:   src/rest/columns.c
# tests:  sql/needs_value.sql
s/^	column->required \|= column->in_path;/	column->required = column->in_path;/
