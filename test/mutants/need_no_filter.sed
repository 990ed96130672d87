# breaks: what FILTER reads needs no value, and nothing is counted
# file:   src/plan/reads.c
# tests:  sql/needs_value_read.sql
s/\(\(Aggref \*\) node\)->aggfilter/NULL/
