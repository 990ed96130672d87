# breaks: count(*) of a table that drops repeats is answered by the total
# file:   src/plan/counting.c
# tests:  sql/count_total.sql
s/config->unique_key == NIL && config->on_error/config->on_error/
