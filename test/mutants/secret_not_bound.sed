# breaks: secrets that are given are not bound
# file:   src/sqlfn/bind.c
# tests:  sql/secret_origins.sql
s/if \(check_function_bodies && secrets && !find/if (false \&\& !find/
