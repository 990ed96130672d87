# breaks: a server's owner says where the secrets of others go
# file:   src/sqlfn/bind.c
# tests:  sql/secret_origins.sql
s/^\tif \(acts_for_user\(mapping\) \|\| all_new/\tif (true || all_new/
