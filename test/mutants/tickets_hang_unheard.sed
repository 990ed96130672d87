# breaks: who waits for a look-up to be given up is not told that it was
# file:   src/net/lookups.c
# tests:  test/unit/test_tickets.c
s/^\tapi_tickets_hung_up\(ended\);/\treturn api_tickets_hung_up(ended);/
