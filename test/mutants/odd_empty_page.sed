# breaks: a page of empty objects is not told
# file:   src/exec/odd.c
# tests:  t/060_situations.pl
s/look->empty < api_page_records\(look->page\)\)/look->empty > 0)/
