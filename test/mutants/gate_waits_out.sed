# breaks: a first request waits as long as an earlier one was told
# file:   src/net/gates.c
# tests:  test/unit/test_gates.c
s/^\tif \(now - \*who->held_since >= who->patience_us\)/\tif (false)/
