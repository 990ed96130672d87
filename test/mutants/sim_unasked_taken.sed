# breaks: a request goes out over a connection on which something is to be read
# file:   src/net/flight_again.c
# tests:  test/unit/test_network.c
s/^\tflight->spoilt = api_sockets_spoilt\(flight\);/\tflight->spoilt = api_sockets_spoilt(flight) \&\& flight->sends > 0;/
