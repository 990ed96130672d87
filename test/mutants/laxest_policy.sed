# breaks: of several policies the first one counts, not the strictest
# file:   src/net/budget.c
# tests:  test/unit/test_budget.c
s/budget->wait_us > longest->wait_us\)\)/budget->wait_us < longest->wait_us))/
