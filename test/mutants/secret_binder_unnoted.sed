# breaks: a server's owner makes a mapping that takes another's next token
# file:   src/sqlfn/bind.c
# tests:  sql/secret_origins.sql
s/^\tif \(!acts_for_user\(mapping\)\)$/\tif (false)/
