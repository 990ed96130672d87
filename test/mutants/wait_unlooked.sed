# breaks: a scan waits although its last answers have come
# file:   src/rest/stream.c
# tests:  t/007_tls.pl
s/^\t\t\tcontinue;$/\t\t\t;/
