# breaks: a list grows longer than a URL may be
# file:   src/exec/join_ahead.c
# tests:  sql/join_lists.sql
s/ <= LIST_BYTES\)/ <= 100 * LIST_BYTES)/
