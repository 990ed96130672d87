# breaks: a send that is excused leaves what came of its body to be read
# file:   src/net/transfer.c
# tests:  test/unit/test_network.c
/^send_for_free/,/^}/{/forget_response/d;}
