# breaks: a secret in JSON is not escaped
# file:   src/net/place.c
# tests:  sql/secrets_placed.sql
s/^\t\tif \(\*secret == '"' \|\| /\t\tif (/
