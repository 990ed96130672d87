# breaks: a role is given what was asked for as another
# file:   src/net/asked.c
# tests:  sql/kept_not.sql
s/ \&\& a->role == b->role//
