# breaks: an error's code of zeros is told as one
# file:   src/rest/tale.c
# tests:  sql/errors_beside.sql
s/return strspn\(text, "0"\) >= len \|\|/return len == 0 ||/
