# breaks: a server's owner says where the secrets of others go
# file:   src/sqlfn/bind.c
# tests:  sql/secret_origins.sql
s/(if \(!OidIsValid\(mapping->user\)) \|\|/\1 || true ||/
