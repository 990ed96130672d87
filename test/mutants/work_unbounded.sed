# breaks: a pump does whatever has arrived, before it serves interrupts
# file:   src/net/work.c
# tests:  t/026_work.pl
s/^\treturn until != 0 \&\& /\treturn until == 1 \&\& /
