# breaks: a pool that an open cursor uses rests
# file:   src/net/idle.c
# tests:  t/015_idle.pl
s/return pool->queues == NULL;/return pool->in_flight == 0;/
