# breaks: a window of large requests is made without a look at interrupts
# file:   src/rest/advance.c
# tests:  test/unit/test_advance.c
s/ \&\& api_queue_requested\(stream->queue\) < enough\)/ \&\& enough > 0)/
