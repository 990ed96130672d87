# breaks: pages of a join by loops are not compared
# file:   src/exec/fetch_figures.c
# tests:  sql/ignored_values.sql
s/^	api_unheeded_merge\(\&sum->unheeded, \&one\.unheeded\);/	if (sum->unheeded.pages == 0) sum->unheeded = one.unheeded;/
