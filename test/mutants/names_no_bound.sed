# breaks: look-ups have as many threads as there are requests
# file:   src/net/lookups.c
# tests:  test/unit/test_tickets.c
s/<= API_HANGING_MOST && /<= 1000 \&\& /
