# breaks: a partition whose key shows what is sent can be read without one, and loses its rows
# file:   src/plan/need.c
# tests:  sql/partitions.sql
s/reasons \|= API_NEED_BOUND;/reasons |= 0;/
