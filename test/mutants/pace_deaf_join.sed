# breaks: a batched join that reads no row of its own outer side does not say that it waits
# file:   src/exec/join_pace.c
# tests:  t/044_join_pace.pl
s/return !join->outer_ended && outer_waits\(join\);/return false;/
