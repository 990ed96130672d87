# breaks: one binding is never asked for
# file:   src/rest/binds.c
# tests:  sql/fanout.sql
s/binding = part->taken\+\+;/binding = part->taken++ == 2 ? 1 : part->taken - 1;/
