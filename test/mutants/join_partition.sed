# breaks: what a query wants of a partitioned table is not asked of its partitions
# file:   src/plan/why.c
# tests:  sql/join_fallback.sql
s/if \(rel->top_parent_relids == NULL\)/if (rel != NULL)/
