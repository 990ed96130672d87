# breaks: a lateral function that acts for each row is read ahead
# file:   src/plan/acts.c
# tests:  sql/start_early.sql
s/return entry->lateral && acts\(\(Node \*\) entry->functions, walk\);/return false;/
