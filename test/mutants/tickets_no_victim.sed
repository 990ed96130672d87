# breaks: idle pools are not closed for others
# file:   src/net/tickets.c
# tests:  t/014_descriptors.pl
s/if \(other->multi == NULL \|\| other->in_flight > 0 \|\|/if (other->multi != NULL || other->in_flight > 0 ||/
