# breaks: a condition that is checked on records is left to the API
# file:   src/plan/counting.c
# tests:  sql/count_total.sql
s/\.source != API_SOURCE_PARAM/.source == API_SOURCE_DROPPED/
