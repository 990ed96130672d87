# breaks: floats are sent without the word
# file:   src/rest/columns.c
# tests:  sql/floats_sent.sql
s/ \|\| any \|\| api_columns_sendable\(column->typid\)\)/ || any || api_columns_sendable(column->typid) || api_columns_float(column->typid))/
