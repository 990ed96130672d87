# breaks: a value is sent that a row security policy keeps back
# file:   src/plan/paths.c
# tests:  sql/join_fallback.sql
s/restriction_is_securely_promotable\(clause, rel\) \&\&//
