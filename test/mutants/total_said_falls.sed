# breaks: a total that nobody declared and that falls is not told of
# file:   src/rest/owed.c
# tests:  t/060_situations.pl
s/^\tif \(signs->total > chain->said\)/\tif (signs->total < chain->said)/
