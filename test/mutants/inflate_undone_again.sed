# breaks: after a pause a piece is decoded from its start once more
# file:   src/net/flight_body.c
# tests:  t/022_streaming.pl t/023_scan_buffer.pl
s/^\t\tflight->undone = at;/\t\tflight->undone = 0;/
