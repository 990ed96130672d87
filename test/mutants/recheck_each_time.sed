# breaks: only one response is counted whose records were all dropped
# file:   src/exec/recheck.c
# tests:  sql/warnings.sql
s/^\tif \(recheck->responses == 1\)$/\tif (recheck->responses >= 1)/
