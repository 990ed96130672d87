# breaks: what must not be repeated goes by HTTP/2
# file:   src/net/handle.c
# tests:  t/007_tls.pl
s/^\t\t!api_transfer_send_repeatable\(transfer\) \|\| /\t\t/
