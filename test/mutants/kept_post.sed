# breaks: what must not be repeated is answered by what another had
# file:   src/net/asked.c
# tests:  sql/kept_not.sql
s/ \&\& transfer->request.repeatable//
