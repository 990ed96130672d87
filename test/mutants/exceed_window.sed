# breaks: one more request is in flight than allowed
# file:   src/net/turn.c
# tests:  t/005_limits.pl
s/pool->npaused < pool->window\.size/pool->npaused <= pool->window.size/
