# breaks: two requests go to see
# file:   src/net/gates.c
# tests:  test/unit/test_gates.c
s/^\tif \(all\.probed\)/\tif (false)/
