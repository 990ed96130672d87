# breaks: a function gives out the NULL of what was not sent, and nobody says so
# file:   src/exec/own.c
# tests:  sql/needs_value_shown.sql
s/return text == NULL/return true || text == NULL/
