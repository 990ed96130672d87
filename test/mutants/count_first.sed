# breaks: of several chains the first one's total is the count
# file:   src/exec/fetch_total.c
# tests:  sql/count_total.sql
s/fetch->ended \|\| api_bindings_count\(fetch->bindings\) != 1/fetch->ended/
