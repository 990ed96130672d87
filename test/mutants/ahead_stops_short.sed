# breaks: rows that come fast are not read on ahead of a loop, though all are wanted
# file:   src/exec/ahead.c
# tests:  sql/join_reads_on.sql
s/ahead->all_rows && count/ahead->all_rows \&\& false \&\& count/
