# breaks: of two members that could be meant the last is read
# file:   src/exec/row_find.c
# tests:  sql/names.sql
s/^(\t\t\tif \(name != NULL)\)$/\1 \&\& len == 0)/
