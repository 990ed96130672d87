# breaks: markup is taken out of a body before the secrets in it are
# file:   src/rest/failure.c
# tests:  sql/credentials.sql
s/^\tapi_auth_scrub\(auth, copy\);$/\t(void) auth;/
