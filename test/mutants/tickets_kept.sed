# breaks: what flights did not spend is never given back
# file:   src/net/tickets.c
# tests:  t/014_descriptors.pl
s/if \(surplus <= 0\)/if (surplus <= 1000)/
