# breaks: a refusal's reset is not waited for unless it says that nothing is left
# file:   src/net/refusal.c
# tests:  t/004_retry.pl
s/api_budget_reset\(/api_budget_wait(/
