# breaks: rows of another partition are a warning where the key was asked for
# file:   src/exec/fetch_end.c
# tests:  sql/partitions.sql
s/fetch->out_of_bound == 0 \|\| api_fetch_asks_for_bound\(fetch\)/fetch->out_of_bound == 0 || (false \&\& api_fetch_asks_for_bound(fetch))/
