# breaks: what came on a kept connection unasked is taken for the next answer
# file:   src/net/flight_again.c
# tests:  t/033_unasked.pl
s/^\tflight->spoilt = api_sockets_spoilt\(flight\);/\tflight->spoilt = api_sockets_spoilt(flight) \&\& false;/
