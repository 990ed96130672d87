# breaks: what a page says of more is not held against has_more_path
# file:   src/rest/owed.c
# tests:  t/060_situations.pl
s/^\tif \(why == API_END_HAS_MORE\)/\tif (why == API_END_OBJECT)/
