# breaks: sockets that libcurl closes without a word keep their tickets
# file:   src/net/sockets.c
# tests:  test/unit/test_network.c
s/^\tfor \(int i = 0; i < count; i\+\+\)/\tfor (int i = 0; i < count \&\& fds == NULL; i++)/
