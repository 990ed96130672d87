# breaks: a circle of pages that may be alike by nature is one at its first turn
# file:   src/rest/wraps.c
# tests:  test/unit/test_wraps.c
s/^#define TURNS 20/#define TURNS 1/
