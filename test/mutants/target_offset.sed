# breaks: OFFSET is forgotten: the last rows come one by one
# file:   src/exec/ahead_find.c
# tests:  t/045_look_ahead.pl
s/pg_add_s64_overflow\(count, Max\(offset, 0\), &count\)/false/
