# breaks: look-ups that go on take the descriptors of those who need none
# file:   src/net/lookups.c
# tests:  test/unit/test_tickets.c
s/ && count < api_tickets_lookups\(\) &&/ \&\&/
