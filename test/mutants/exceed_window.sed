# breaks: one more request is in flight than allowed
# file:   src/net/launch.c
# tests:  t/005_limits.pl
s/pool->npaused < pool->window\.size/pool->npaused <= pool->window.size/
