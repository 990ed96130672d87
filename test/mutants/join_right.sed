# breaks: a join that keeps all rows of the API is batched
# file:   src/plan/why.c
# tests:  sql/join_fallback.sql
s/type != JOIN_SEMI && type != JOIN_ANTI\)/type > JOIN_ANTI)/
