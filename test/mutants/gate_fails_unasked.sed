# breaks: a statement fails by what an earlier one was told
# file:   src/net/gates.c
# tests:  test/unit/test_gates.c t/013_budgets.pl
s/item->asked == who->statement \&\& item->gate\.open_at - now >/item->gate.open_at - now >/
