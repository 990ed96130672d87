# breaks: a probe that was answered well opens nothing
# file:   src/net/transfer.c
# tests:  t/013_budgets.pl
s/^\tapi_passage_back\(transfer, !refused\);/\tapi_passage_back(transfer, false);/
