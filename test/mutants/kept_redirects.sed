# breaks: who follows no redirects is given what one led to
# file:   src/net/asked.c
# tests:  sql/kept_not.sql
s/ \&\& a->max_redirects == b->max_redirects//
