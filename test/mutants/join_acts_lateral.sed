# breaks: a lateral function that acts for each row is read ahead
# file:   src/plan/join_paths.c
# tests:  sql/start_early.sql
s/return entry->lateral \&\& contain_volatile_functions\(\(Node \*\) entry->functions\);/return false;/
