# breaks: the target list is evaluated when a row is read ahead
# file:   src/exec/ahead.c
# tests:  sql/ahead_target.sql
s/ahead->projects_late = api_ahead_is_for_target\(plan\);/ahead->projects_late = false;/
