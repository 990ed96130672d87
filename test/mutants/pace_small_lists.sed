# breaks: each key of a slow outer side makes a list
# file:   src/exec/join_pace.c
# tests:  t/044_join_pace.pl
s/join->least = Min\(join->least \* 2, /join->least = Min(1, /
