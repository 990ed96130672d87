# breaks: a compressed piece is decoded without asking for memory between its steps
# file:   src/net/flight_body.c
# tests:  t/023_scan_buffer.pl
s/^\twhile \(more && \(taken = ask_room\(flight\)\) == API_TAKEN_ALL\)/\twhile (more \&\& (at > 0 || (taken = ask_room(flight)) == API_TAKEN_ALL))/
