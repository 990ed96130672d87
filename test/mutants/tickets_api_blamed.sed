# breaks: a lack of descriptors is told as the fault of the API
# file:   src/net/turn.c
# tests:  t/014_descriptors.pl
s/\|\| is_short\(flight, code\);/|| (is_short(flight, code) \&\& false);/
