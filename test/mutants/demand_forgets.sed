# breaks: a LIMIT keeps nothing back
# file:   src/rest/demand.c
# tests:  test/unit/test_demand.c sql/limit.sql
s/stream->rows \+ coming < stream->spec.limit/stream->rows + coming >= 0/
