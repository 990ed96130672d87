# breaks: an answer that says it was the last is not heard
# file:   src/net/transfer.c
# tests:  t/013_budgets.pl
s/^\t\tapi_passage_heed\(transfer, &budgets\);/\t\tif (false) api_passage_heed(transfer, \&budgets);/
