# breaks: rows that are inserted are fetched one by one
# file:   src/plan/why.c
# tests:  sql/join_fallback.sql
s/ && command != CMD_INSERT//
