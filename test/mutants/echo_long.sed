# breaks: a long cursor that was sent is taken for the next one
# file:   src/rest/doubts.c
# tests:  sql/signs.sql
s/return len == API_SEARCH_TEXT - 1 \|\|/return len == 0 ||/
