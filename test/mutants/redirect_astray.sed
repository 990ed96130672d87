# breaks: a redirect that drops the query is followed without a word
# file:   src/rest/chain.c
# tests:  t/060_situations.pl
s/^\t\t!api_kept_astray\(url, led_to, name\)\)/\t\ttrue)/
