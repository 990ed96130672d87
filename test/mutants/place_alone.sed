# breaks: a plan asks with one of two values that stand together, though a join has the other
# file:   src/plan/need.c
# tests:  sql/placement_pairs.sql
s/return !is_left_alone\(state, quals\);/return !is_left_alone(state, quals) || true;/
