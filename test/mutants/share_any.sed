# breaks: a scan is given what another asked for
# file:   src/net/sharing.c
# tests:  t/042_shared.pl
s/ \&\& strcmp\(a->url, b->url\) == 0//
