# breaks: a part that takes no key is asked for each row
# file:   src/exec/ahead_find.c
# tests:  sql/ahead_parts.sql
s/search->part \|\| hangs_on_row/hangs_on_row/
