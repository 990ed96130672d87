# breaks: a connection that has failed one request is used for others
# file:   src/net/sockets.c
# tests:  test/unit/test_tickets.c
s/it->broken \|\| //
