# breaks: each number of a large table is taken to be in many rows
# file:   src/plan/answers.c
# tests:  sql/answers.sql
s/^#define ROWS_PER_NUMBER 10.0/#define ROWS_PER_NUMBER 1000.0/
