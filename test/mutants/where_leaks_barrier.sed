# breaks: an error tells values that stand behind a security barrier
# file:   src/rest/where.c
# tests:  sql/errors_where.sql
s/bindings != NULL \&\& !spec->hides_values/bindings != NULL/
