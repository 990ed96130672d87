# breaks: a token is given to a mapping that somebody else bound
# file:   src/sqlfn/bind.c
# tests:  sql/secret_origins.sql
s/^\tif \(!binder \|\| /\tif (true || /
