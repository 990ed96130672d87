# breaks: each request in flight looks its host up
# file:   src/net/lookups.c
# tests:  t/014_descriptors.pl
s/if \(is_taken\(pool, hash\) \|\| too_many\(now\)\)/if (false)/
