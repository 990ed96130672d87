# breaks: what is odd in a host is encoded, not refused
# file:   src/net/url.c
# tests:  test/unit/test_url.c
s/if \(i < head \|\| \(i == 0 && /if ((i == 0 \&\& /
