# breaks: a LIMIT that did not suffice keeps requests back for good
# file:   src/rest/demand.c
# tests:  test/unit/test_demand.c
s/stream->widened = coming == 0 && api_stream_is_read\(stream\);/return coming == 0 \&\& api_stream_is_read(stream);/
