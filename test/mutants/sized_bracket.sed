# breaks: page[size] is no size
# file:   src/rest/sized.c
# tests:  t/060_situations.pl
s/name\[len - 1\] == ']'\)/name[len - 1] == '}')/
