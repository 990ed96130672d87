# breaks: a follower copies a response whose first bytes its leader's owner has read
# file:   src/net/pause.c
# tests:  test/unit/test_network.c
/^\tapi_sharing_part\(transfer\);/{N;s/^\tapi_sharing_part\(transfer\);\n(\tapi_buffer_drop)/\1/;}
