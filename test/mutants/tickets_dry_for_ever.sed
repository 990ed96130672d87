# breaks: a shortage of descriptors that is over is due at once, again and again
# file:   src/net/tickets.c
# tests:  test/unit/test_tickets.c
s/if \(dry_until <= api_engine_now\(\)\)/if (dry_until < 0)/
