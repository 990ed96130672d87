# breaks: what LATERAL takes of a column needs no value, and is NULL there
# file:   src/plan/reads.c
# tests:  sql/needs_value_read.sql
s/if \(root->simple_rel_array\[i\]\)/if (false \&\& root->simple_rel_array[i])/
