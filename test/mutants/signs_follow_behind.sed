# breaks: auto follows a link that stays behind on the last page
# file:   src/rest/pager_auto.c
# tests:  sql/signs.sql
s/signs.verdict != API_SIGNS_END_WORD/signs.verdict != API_SIGNS_WEAK/
