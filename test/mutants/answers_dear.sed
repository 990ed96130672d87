# breaks: a round trip costs so much that a query is compiled for it
# file:   src/plan/answers.c
# tests:  sql/answers.sql
s/^#define ROUND_COST 20.0/#define ROUND_COST 200.0/
