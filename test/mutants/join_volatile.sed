# breaks: a volatile condition is evaluated as often as a batch likes
# file:   src/plan/why.c
# tests:  sql/join_fallback.sql
s/if \(contain_volatile_functions\(\(Node \*\) clause->clause\)\)/if (false)/
