# breaks: a renewed secret is bound where the server leads now
# file:   src/sqlfn/secret.c
# tests:  sql/set_secret.sql
s/^\telse if \(!api_origins_needed\(options\)\)/\telse if (false)/
