# breaks: a head that was cut is no failed transfer
# file:   src/net/flight.c
# tests:  t/070_faults.pl
s/^(.*flight, )API_ERR_TRANSFER(, "the connection was closed within)/\1API_ERR_PROTOCOL\2/
