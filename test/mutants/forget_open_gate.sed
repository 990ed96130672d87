# breaks: an answer that says it was the last is not heard
# file:   src/net/transfer.c
# tests:  t/013_budgets.pl
s/^\telse if \(budget_us > 0\)$/\telse if (budget_us > INT64_MAX - 1)/
