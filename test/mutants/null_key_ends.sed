# breaks: a null key of the last record ends the pages
# file:   src/rest/ends.c
# tests:  t/060_situations.pl
s/^\tif \(paging->keyset && !signs\.reached/\tif (!paging->keyset \&\& !signs.reached/
