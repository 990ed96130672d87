# breaks: what a statement has read it asks for again
# file:   src/net/shelf.c
# tests:  sql/kept_pages.sql
s/shelf->closed \|\| /true || /
