# breaks: a LIMIT asks for small pages also where records are dropped here
# file:   src/exec/fetch.c
# tests:  sql/limit.sql
s/if \(!taken.limit_exact\)/if (false)/
