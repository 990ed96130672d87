# breaks: a query that wants few rows reads on ahead of a loop as if it wanted all
# file:   src/plan/ahead_plan.c
# tests:  sql/join_reads_on.sql
s/root->tuple_fraction <= 0/root->tuple_fraction >= 0/
