# breaks: closing connections forgets that a server said to wait
# file:   src/net/idle.c
# tests:  test/unit/test_idle.c
s/is_bound\(pool, now\)\)\)/is_bound(pool, now + 1000)))/
