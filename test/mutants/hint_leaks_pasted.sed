# breaks: the hint for a pasted URL shows a secret
# file:   src/rest/pasted.c
# tests:  sql/errors_hints.sql
s/= name == NULL \|\| api_secret_name.*;/= name == NULL;/
