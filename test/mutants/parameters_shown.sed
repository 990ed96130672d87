# breaks: a column that shows what was sent is null in a join
# file:   src/plan/paths.c
# tests:  sql/parameters.sql
s/column->source == API_SOURCE_PARAM/false/
