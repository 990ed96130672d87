# breaks: a slow outer side holds up a row that could be given
# file:   src/exec/ahead.c
# tests:  t/045_look_ahead.pl
s/api_pace_is_slow\(&ahead->pace\) && gives_way\(ahead\)/gives_way(ahead) \&\& false/
