# breaks: a connection is spoilt by what comes on it before it has answered by HTTP/1.1
# file:   src/net/sockets.c
# tests:  test/unit/test_tickets.c
s/it->by_http_1 \&\& //
