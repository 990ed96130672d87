# breaks: compressed lines that may be cut are taken without a word
# file:   src/exec/fetch_end.c
# tests:  sql/lines_cut.sql
s/^\twarn_of_coded_lines\(fetch, stats.coded_lines\);/\twarn_of_coded_lines(fetch, 0);/
