# breaks: a body that is refused when it goes on stands until its time is over
# file:   src/net/pause.c
# tests:  test/unit/test_network.c
s/\|\| !api_flight_resume\(t->flight\)\)/|| (!api_flight_resume(t->flight) \&\& false))/
