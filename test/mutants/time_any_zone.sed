# breaks: a zone that several places share is taken as PostgreSQL has it
# file:   src/json/datum_strict.c
# tests:  sql/types_strict.sql
s/return refuse_word\(to, word, len\);/appendBinaryStringInfo(\&to->out, word, (int) len);/
