# breaks: each request in flight looks its host up
# file:   src/net/lookups.c
# tests:  test/unit/test_network.c
s/^\tif \(is_taken\(pool, hash\)\)/\tif (is_taken(pool, hash) \&\& false)/
