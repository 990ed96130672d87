# breaks: rows that were read ahead are given again after a rescan
# file:   src/exec/ahead.c
# tests:  sql/ahead_traps.sql
/^rescan_ahead/,/^}/s/while \(api_join_ring_count/while (false \&\& api_join_ring_count/
