# breaks: rows that are inserted are fetched one by one
# file:   src/plan/join_paths.c
# tests:  sql/join_fallback.sql
s/ && command != CMD_INSERT//
