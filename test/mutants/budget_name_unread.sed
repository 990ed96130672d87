# breaks: what names a budget is not read
# file:   src/net/budget.c
# tests:  test/unit/test_budget.c
s/^static const char \*const names\[\] = .*/static const char *const names[] = {"X-None"};/
