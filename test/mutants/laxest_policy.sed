# breaks: of several policies the first one counts, not the strictest
# file:   src/net/budget.c
# tests:  test/unit/test_budget.c
s/^\tif \(own > \*wait_us\)$/\tif (*wait_us < 0)/
