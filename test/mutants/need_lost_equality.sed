# breaks: a join by a column that no record has, and that could have been sent, has other rows
# file:   src/plan/reads.c
# tests:  sql/needs_value_read.sql
s/if \(!\(list_member_ptr\(sent, clause\) && /if (!(/
