# breaks: partitions that are lists are read value by value though none needs it
# file:   src/plan/paths.c
# tests:  sql/partitions_joined.sql
s/^		if \(state != NULL \&\& !state->possible \&\&$/		if (state != NULL \&\&/
