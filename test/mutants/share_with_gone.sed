# breaks: a scan waits for a request of another that was given up
# file:   src/net/queue.c
# tests:  t/042_shared.pl
s/^		api_sharing_part\(transfer\);/		api_sharing_leave(transfer);/
