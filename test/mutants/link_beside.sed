# breaks: a link beside base_url's path is not told
# file:   src/rest/remedy.c
# tests:  t/060_situations.pl
s/return strncmp\(path, other, len\) != 0;/return strncmp(path, other, len) > 999;/
