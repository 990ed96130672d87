# breaks: a host beyond ASCII and its name in DNS are two origins
# file:   src/net/url.c
# tests:  test/unit/test_url.c
s/api_punycode_host\(host, out\)/api_buffer_puts(out, host)/
