# breaks: a transfer that lands while it is paused keeps its place
# file:   src/net/queue.c
# tests:  test/unit/test_network.c
s/^\tqueue->npaused \+= paused;/\tqueue->npaused += paused > 0;/
