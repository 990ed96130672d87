# breaks: a table of keyed and listed partitions cannot be joined
# file:   src/plan/paths.c
# tests:  sql/partitions_joined.sql
s/^	if \(along\)$/	if (along \&\& false)/
