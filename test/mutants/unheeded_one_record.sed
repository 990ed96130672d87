# breaks: the same one record for several values is taken for an API that ignores them
# file:   src/rest/unheeded.c
# tests:  sql/ignored_values.sql
s/^#define MIN_RECORDS 2/#define MIN_RECORDS 1/
