# breaks: a Range of items is no size
# file:   src/rest/sized.c
# tests:  t/060_situations.pl
s/size = size_in_range\(&request->headers\);/size = 0 * size_in_range(\&request->headers);/
