# breaks: a page of a round size is no warning
# file:   src/exec/fetch_end.c
# tests:  sql/signs.sql
s/^\twarn_of_cut\(fetch, api_rounds_cut\(&stats.rounds\)\);/\twarn_of_cut(fetch, 0);/
