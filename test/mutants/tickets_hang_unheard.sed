# breaks: who waits for a look-up to be given up is not told that it was
# file:   src/net/tickets.c
# tests:  test/unit/test_tickets.c
s/^\t\tapi_lookups_wake\(\);/\t\t(void) pool;/
