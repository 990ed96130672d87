# breaks: a failure in NOT IN makes a row
# file:   src/plan/strict.c
# tests:  sql/strict.sql
s/API_STRICT_FAILURES : API_STRICT_NOT;/API_STRICT_NOT : API_STRICT_NOT;/
