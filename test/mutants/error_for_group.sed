# breaks: a group without a list that tells of an error is one
# file:   src/rest/ancestors.c
# tests:  t/060_situations.pl
s/look->error = read_error\(look, text, len, true\);/;/
