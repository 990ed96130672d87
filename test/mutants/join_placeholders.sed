# breaks: what the inner side of an outer join computes is not null where it should be
# file:   src/plan/why.c
# tests:  sql/join_fallback.sql
s/foreach\(lc, root->placeholder_list\)/foreach(lc, root == NULL ? root->placeholder_list : NIL)/
