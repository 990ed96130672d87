# breaks: easy handles are kept for as many requests as were in flight at once
# file:   src/net/parked.c
# tests:  t/015_idle.pl
s/#define MAX_PARKED 128/#define MAX_PARKED 100000/
