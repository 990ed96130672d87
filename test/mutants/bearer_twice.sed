# breaks: the word Bearer is sent twice
# file:   src/rest/validate.c
# tests:  sql/errors_hints.sql
s/if \(word == 0 \|\| token/if (word < 1000 || token/
