# breaks: the reason is that of a loop over other rows
# file:   src/plan/why.c
# tests:  sql/join_why.sql
s/!is_inner\(loop->innerjoinpath->parent, inner\) \|\|/(!is_inner(loop->innerjoinpath->parent, inner) \&\& false) ||/
