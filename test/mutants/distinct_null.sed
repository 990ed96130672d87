# breaks: a value that is NULL goes for an equality that no row meets
# file:   src/plan/match.c
# tests:  sql/lists_written.sql
s/^	guard->nulltesttype = IS_NULL;/	guard->nulltesttype = IS_NOT_NULL;/
