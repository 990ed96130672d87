# breaks: connections of what was altered or dropped stay open
# file:   src/net/idle.c
# tests:  test/unit/test_idle.c t/015_idle.pl
s/pool->key\.marks\[mark\] == hash\)/pool->key.marks[mark] == hash + 1)/
