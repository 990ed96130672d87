# breaks: conditions are evaluated as they come, the dear ones first
# file:   src/plan/join_plan.c
# tests:  sql/join_fallback.sql
s/while \(at > 0 && goes_before\(root, clause, list_nth\(ordered, at - 1\)\)\)/while (at > 0 \&\& !goes_before(root, clause, list_nth(ordered, at - 1)))/
