# breaks: rows that stand for failed requests are dropped by conditions without a word
# file:   src/exec/fetch_end.c
# tests:  sql/failures.sql
s/^\tif \(stats->stand_ins == 0\)/\tif (stats->stand_ins >= 0)/
