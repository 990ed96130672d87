# breaks: a message in capitals that ends in ERROR is none
# file:   src/rest/tale.c
# tests:  t/060_situations.pl
s/^\tif \(is_shouted\(words\) \|\| /\tif ((is_shouted(words) \&\& len > 999) || /
