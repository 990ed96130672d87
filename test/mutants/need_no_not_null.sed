# breaks: a column that is NOT NULL is asked for without its value
# file:   src/plan/need.c
# tests:  sql/values_fit.sql
s/reasons \|= API_NEED_NOT_NULL;/reasons |= 0;/
