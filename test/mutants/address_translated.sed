# breaks: metadata addresses are reached through the network's own translation
# file:   src/net/address.c
# tests:  test/unit/test_address.c
s/^\tif \(may_embed_forbidden\(address\)\)/\tif (may_embed_forbidden(address) \&\& false)/
