# breaks: sockets that are closed stay in the account of open ones
# file:   src/net/flight.c
# tests:  test/unit/test_network.c
s/^\tapi_engine_count_sockets\(-1\);/\tapi_engine_count_sockets(0);/
