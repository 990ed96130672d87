# breaks: closing connections forgets that a server said to wait
# file:   src/net/idle.c
# tests:  test/unit/test_idle.c
s/\(!pool->retired && is_bound\(pool, now\)\)/false/
