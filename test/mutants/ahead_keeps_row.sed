# breaks: a slow outer side holds up a row that could be given
# file:   src/exec/ahead.c
# tests:  t/045_look_ahead.pl
s/took >= SLOW_US && gives_way\(ahead, took\)/gives_way(ahead, took) \&\& false/
