# breaks: only the first error_path is looked at
# file:   src/rest/failure.c
# tests:  sql/error_paths.sql
s/i < nplaces/i < 1/
