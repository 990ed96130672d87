# breaks: a record that does not fit makes a row of an anti join
# file:   src/exec/fetch.c
# tests:  sql/join.sql
s/fetch->strict \? NULL : //
