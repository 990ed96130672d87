# breaks: nobody looks at cancels and clocks while an Append waits
# file:   src/rest/stream.c
# tests:  t/040_async.pl
s/^(#define TICK_US 100000)$/\1000/
