# breaks: the text of each row's key stays in memory
# file:   src/exec/join_keys.c
# tests:  sql/leaks.sql
s/^\tMemoryContextReset\(keys->scratch\);$//
