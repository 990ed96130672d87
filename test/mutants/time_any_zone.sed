# breaks: a zone that several places share is taken as PostgreSQL has it
# file:   src/json/datum_strict.c
# tests:  sql/types_strict.sql
s/" oct nov dec";/" oct nov dec ist";/
