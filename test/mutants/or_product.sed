# breaks: pairs are asked for as the product of their columns
# file:   src/exec/bind.c
# tests:  sql/lists_or.sql
s/^	if \(values->pushed->kind == API_PUSH_PAIRS\)$/	if (values->pushed->kind == API_PUSH_PAIRS \&\& param < 0)/
