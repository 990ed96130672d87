# breaks: all arms are told where a first match ends the loop
# file:   src/exec/ahead_find.c
# tests:  sql/ahead_inner.sql
s/search->pruned \|\| !search->first_match/true/
