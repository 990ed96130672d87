# breaks: a key of each part of a table is none of the table
# file:   src/plan/distinct.c
# tests:  sql/answers.sql
s/	return found;/	return found \&\& false;/
