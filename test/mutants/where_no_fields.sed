# breaks: an error has no TABLE_NAME
# file:   src/base/table.c
# tests:  sql/errors_where.sql
s/err_generic_string\(PG_DIAG_TABLE_NAME, .*$/;/
