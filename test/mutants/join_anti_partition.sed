# breaks: a partition that fails makes a row of an anti join
# file:   src/plan/strict.c
# tests:  sql/join.sql
s/rel->top_parent_relids \? rel->top_parent_relids : //
