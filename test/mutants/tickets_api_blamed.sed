# breaks: a lack of descriptors is told as the fault of the API
# file:   src/net/turn.c
# tests:  t/014_descriptors.pl
s/flight->unticketed \&\& flight->stub\.opened == 0\)/flight->unticketed \&\& flight->stub.opened != 0)/
