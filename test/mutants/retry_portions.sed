# breaks: a body that was delivered in part is asked for again
# file:   src/net/transfer.c
# tests:  t/022_streaming.pl
s/transfer->lane != API_LANE_TAKEN \|\| transfer->response\.discarded > 0 \|\|$/transfer->lane != API_LANE_TAKEN ||/
