# breaks: what the inner side of an outer join computes is not null where it should be
# file:   src/plan/join_paths.c
# tests:  sql/join_fallback.sql
s/!has_placeholders\(root, inner\) \&\& //
