# breaks: bytes of pages that are kept are not counted
# file:   src/net/shelf.c
# tests:  t/046_kept.pl
s/^	api_admission_count\(0, page->weight\);$//
