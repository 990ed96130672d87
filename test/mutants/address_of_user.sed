# breaks: what stands before an @ is taken for the host
# file:   src/net/address.c
# tests:  test/unit/test_address.c
s/^\tif \(at != NULL\)/\tif (at == host)/
