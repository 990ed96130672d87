# breaks: descriptors are opened whether or not PostgreSQL grants them
# file:   src/net/engine_descriptors.c
# tests:  t/014_descriptors.pl
s/count \+ spare && AcquireExternalFD\(\)\)/count + spare \&\& (ReserveExternalFD(), true))/
