# breaks: a null key of the last record ends the pages
# file:   src/rest/ends.c
# tests:  t/060_situations.pl
s/^\tif \(paging->by_key && !signs\.reached/\tif (!paging->by_key \&\& !signs.reached/
