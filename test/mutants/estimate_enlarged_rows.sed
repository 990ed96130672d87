# breaks: a table of known size is as many times larger as others have keys
# file:   src/plan/paths.c
# tests:  sql/answers.sql
s/answers->rows.from != API_FROM_DEFAULT \|\| rows/rows/
