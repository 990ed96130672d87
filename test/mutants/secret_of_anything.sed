# breaks: api_fdw_set_secret sets options that are no secrets
# file:   src/sqlfn/secret.c
# tests:  sql/set_secret.sql
s/if \(!option \|\| !option->secret\)/if (!option)/
