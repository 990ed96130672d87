# breaks: each request in flight looks its host up
# file:   src/net/lookups.c
# tests:  test/unit/test_network.c
s/is_taken\(pool, hash\) \|\| too_many\(now\)\)/(is_taken(pool, hash) || too_many(now)) \&\& false)/
