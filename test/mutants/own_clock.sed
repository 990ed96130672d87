# breaks: dates of a server are read by our own clock
# file:   src/net/transfer.c
# tests:  t/004_retry.pl
s/^\tclock_us = api_refusal_clock\(.*/\tclock_us = wall_clock();/
