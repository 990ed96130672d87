# breaks: a pool opens its multi handle before it is asked for anything
# file:   src/net/pool.c
# tests:  t/014_descriptors.pl
s/!start_share\(pool\)\)$/!start_share(pool) || !api_pool_open_multi(pool))/
