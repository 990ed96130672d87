# breaks: an error quotes a condition from behind a security barrier
# file:   src/plan/need.c
# tests:  sql/needs_value.sql
s/need->conditions = quote \? /need->conditions = quote || true ? /
