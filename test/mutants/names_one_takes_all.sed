# breaks: a name that nobody answers for takes the places of the others
# file:   src/net/lookups.c
# tests:  test/unit/test_tickets.c
s/^\t\tapi_hanging_of\(hash\) < MAX_OF_NAME;/\t\tapi_hanging_of(hash) < 100;/
