# breaks: connections rest for as long as their backend lives
# file:   src/net/idle.c
# tests:  test/unit/test_idle.c t/015_idle.pl
s/now - pool->last_used_at >= pool->transport\.idle_us/now < pool->last_used_at/
