# breaks: DISCARD ALL keeps connections
# file:   src/exec/discard.c
# tests:  t/015_idle.pl
s/->target == DISCARD_ALL;/->target == DISCARD_TEMP;/
