# breaks: a query sorts by the NULL of what was not sent, and nobody says so
# file:   src/plan/reads.c
# tests:  sql/needs_value_shown.sql
s/ \|\| entry->ressortgroupref != 0//
