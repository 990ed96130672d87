# breaks: a user name that is a key is quoted
# file:   src/rest/auth.c
# tests:  sql/credentials.sql
s/^\t\tadd_secret\(auth, username\) \&\&/\t\ttrue \&\&/
