# breaks: a loop that is told of its keys is said not to be batched
# file:   src/plan/why.c
# tests:  sql/join_why.sql
s/if \(loop && api_ahead_reads\(loop->outerjoinpath\)\)/if (false)/
