# breaks: a body takes memory past scan_buffer while another that did is being read
# file:   src/rest/advance.c
# tests:  test/unit/test_network.c
s/^\tif \(api_stream_is_read\(stream\) && /\tif (stream->unread.count == 0 \&\& stream->portion == NULL \&\& /
