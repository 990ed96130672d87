# breaks: a probe whose body waits for its reader keeps all others waiting
# file:   src/net/pause.c
# tests:  t/013_budgets.pl
s/^\tapi_passage_back\(transfer, true\);/\tif (false) api_passage_back(transfer, true);/
