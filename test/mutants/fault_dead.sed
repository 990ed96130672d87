# breaks: a connection that fell silent is kept
# file:   src/net/flight.c
# tests:  t/070_faults.pl
s/CURLOPT_FORBID_REUSE, 1L/CURLOPT_FORBID_REUSE, 0L/
