# breaks: a refusal's reset is not waited for unless it says that nothing is left
# file:   src/net/transfer.c
# tests:  t/004_retry.pl
s/^\tapi_budgets_read\(&response->headers, clock_us, true, &budgets\);/\tapi_budgets_read(\&response->headers, clock_us, false, \&budgets);/
