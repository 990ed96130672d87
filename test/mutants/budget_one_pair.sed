# breaks: of two budgets the first counts
# file:   src/net/budget.c
# tests:  test/unit/test_budget.c
s/^\t\tcounted = pairs\[i\]\.remaining;/\t\tcounted = pairs[i].remaining, i = 99;/
