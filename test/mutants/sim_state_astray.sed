# breaks: a body that its owner has read some of stays paused for ever
# file:   src/net/states.c
# tests:  test/unit/test_network.c
s/\[API_STATE_FULL\] = TO\(RESUMING\),$/[API_STATE_FULL] = TO(FULL),/
