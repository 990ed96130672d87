# breaks: a secret from a parameter is not held against base_url
# file:   src/sqlfn/secret.c
# tests:  sql/set_secret.sql
s/, PROCESS_UTILITY_QUERY, /, PROCESS_UTILITY_SUBCOMMAND, /
