# breaks: one binding is never asked for
# file:   src/rest/advance.c
# tests:  sql/fanout.sql
s/stream->next_binding\+\+;/stream->next_binding += stream->next_binding == 2 ? 2 : 1;/
