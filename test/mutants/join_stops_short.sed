# breaks: rows that come fast are not read on, though all are wanted
# file:   src/exec/join_ahead.c
# tests:  sql/join_reads_on.sql
s/join->spec->all_rows && count/join->spec->all_rows \&\& false \&\& count/
