# breaks: a transfer that lands while it is paused keeps its place
# file:   src/net/pause.c
# tests:  test/unit/test_network.c
/^api_pause_end/,/^}/s/^\tset_paused\(transfer, false\);/\ttransfer->paused = false;/
