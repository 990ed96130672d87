# breaks: requests are made ahead however large they are
# file:   src/rest/advance.c
# tests:  test/unit/test_advance.c
s/^\t\t api_queue_requested\(stream->queue\) < REQUESTED_BYTES\);/\t\t true);/
