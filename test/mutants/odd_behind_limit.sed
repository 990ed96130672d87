# breaks: records that a LIMIT left unread are told
# file:   src/exec/odd.c
# tests:  sql/odd.sql
s/return \+\+look->record < look->read;/return ++look->record > 0;/
