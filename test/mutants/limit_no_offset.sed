# breaks: of LIMIT $1 OFFSET $2 the offset is not counted
# file:   src/exec/bind.c
# tests:  sql/limit.sql
s/return count \+ offset;/return count;/
