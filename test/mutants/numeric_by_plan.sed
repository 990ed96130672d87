# breaks: a numeric parameter is a literal in a plan of its own
# file:   src/plan/match.c
# tests:  sql/lists_written.sql
s/api_constant_is_param\(\(const Const \*\) value, matcher->root->glob->boundParams\)/false/
