# breaks: errors of values that were passed over stay in memory
# file:   src/exec/reject.c
# tests:  sql/leaks.sql
s/^\tMemoryContextReset\(reject->errors\);$//
