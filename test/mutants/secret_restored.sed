# breaks: a restore binds secrets anew
# file:   src/sqlfn/bind.c
# tests:  sql/secret_origins.sql
s/if \(check_function_bodies && secrets && !find/if (secrets \&\& !find/
