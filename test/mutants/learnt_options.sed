# breaks: what a table has taught is taken of one that has other options
# file:   src/rest/learnt.c
# tests:  sql/learnt.sql
s/ \|\| entry->options != digest_of\(config\)\)/)/
