# breaks: an error does not say that IS NULL cannot be sent
# file:   src/plan/need.c
# tests:  sql/needs_value.sql
s/conditions = api_reads_nulls\(conditions, rel, column->attnum\);/;/
