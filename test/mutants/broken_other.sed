# breaks: a new connection is taken for the broken one that had its number
# file:   src/net/sockets.c
# tests:  test/unit/test_tickets.c
s/ \&\& sockets\[flight->fd\]\.identity == flight->socket\)/)/
