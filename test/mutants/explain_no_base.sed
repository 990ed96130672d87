# breaks: EXPLAIN shows another path than is asked for
# file:   src/exec/explain.c
# tests:  sql/explain.sql
s/return path \? path : "";/return path ? "" : "";/
