# breaks: an outer side that is read again has ended already
# file:   src/exec/ahead.c
# tests:  t/045_look_ahead.pl
s/ahead->outer_ended = ahead->pace.known = false;/ahead->pace.known = false;/
