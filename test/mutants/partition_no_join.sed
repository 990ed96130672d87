# breaks: a table of keyed and listed partitions cannot be joined
# file:   src/plan/paths.c
# tests:  sql/partitions_joined.sql
s/^	if \(state->possible \&\& has_needy_sibling\(root, rel\)\)$/	if (state->possible \&\& has_needy_sibling(root, rel) \&\& false)/
