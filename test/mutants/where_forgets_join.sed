# breaks: a key that fails in a join does not tell its table
# file:   src/exec/fetch.c
# tests:  sql/errors_where.sql
s/api_error_check_of\(err, .*$/api_error_check(err);/
