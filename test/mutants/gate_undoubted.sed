# breaks: after an hour of doubt all go at once
# file:   src/net/gates.c
# tests:  test/unit/test_gates.c
s/^\tif \(opening <= now \&\& all\.doubted\)/\tif (false)/
