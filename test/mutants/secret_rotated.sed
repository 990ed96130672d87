# breaks: a rotated token is bound to where base_url leads meanwhile
# file:   src/sqlfn/bind.c
# tests:  sql/secret_origins.sql
s/^(\tif \(!find\(mapping->options, ORIGINS\)) && all_new\(mapping\)\)/\1)/
