# breaks: a slow outer side's first row is held up by its second
# file:   src/exec/join_pace.c
# tests:  t/044_join_pace.pl
s/return join->pace.row_us \* 4;/return 0;/
