# breaks: what acts when it is read is read ahead of sub-selects
# file:   src/plan/ahead_target.c
# tests:  sql/ahead_target_write.sql
s/return api_acts_when_read\(root, root->all_baserels, exprs\) \|\|/return/
