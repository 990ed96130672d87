# breaks: the records of a condition are taken for the whole table
# file:   src/exec/learn.c
# tests:  sql/learnt.sql
s/whole = fetch->spec->pushed == NIL;/whole = true;/
