# breaks: what came compressed by HTTP/2 is decoded at once, however much it is
# file:   src/net/flight_body.c
# tests:  t/027_memory.pl
s/^\treturn flight->http_1 \|\| \(flight->inflate != NULL \&\& /\treturn flight->http_1 || (flight->inflate == NULL \&\& /
