# breaks: a page of one reading that came before is taken for the first page again
# file:   src/rest/wraps.c
# tests:  test/unit/test_wraps.c t/060_situations.pl
s/^\tif \(wraps->again && sure\)/\tif (wraps->again)/
