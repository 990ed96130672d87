# breaks: pools without connections rest in any number
# file:   src/net/idle.c
# tests:  t/016_flat.pl
s/if \(\+\+resting > MAX_RESTING\)/if (++resting > API_IDLE_ANY - 1)/
