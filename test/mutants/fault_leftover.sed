# breaks: what a response left on its connection answers the next request
# file:   src/net/flight_failure.c
# tests:  t/070_faults.pl
s/return landing->reused \&\& .*/return API_ERR_PROTOCOL;/
