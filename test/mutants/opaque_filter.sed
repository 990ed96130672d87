# breaks: a token is taken for a link that leaves the filter out
# file:   src/rest/kept.c
# tests:  test/unit/test_kept.c
s/^\tif \(token\)/\tif (token \&\& item->name[0] == '!')/
