# breaks: a scan goes on where another has moved the API to
# file:   src/rest/repeats.c
# tests:  t/046_kept.pl
s/^	chain->given \|= api_transfer_copied\(page->transfer\);$//
