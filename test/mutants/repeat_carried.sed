# breaks: a POST that a redirect says was carried out is sent again
# file:   src/net/repeat.c
# tests:  test/unit/test_repeat.c
s/^\tif \(sent->carried\)/\tif (false)/
