# breaks: http where TLS is spoken does not say so
# file:   src/rest/remedy.c
# tests:  sql/errors_hints.sql
s/response->status == 400 \&\& /response->status == 402 \&\& /
