# breaks: a LIMIT of the sub-select is not heeded: all rows of a key are read
# file:   src/exec/ahead_find.c
# tests:  sql/ahead_target.sql
s/return IsA\(input, Sort\) &&/return/
