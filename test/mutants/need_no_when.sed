# breaks: MERGE decides by a column of no value, and does nothing
# file:   src/plan/reads.c
# tests:  sql/needs_value_read.sql
s/api_merge_condition\(lfirst\(lc\)\)/NULL/
