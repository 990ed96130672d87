# breaks: what was looked up where no thread can be seen keeps its place for ever
# file:   src/net/hanging.c
# tests:  test/unit/test_tickets.c
s/^\tif \(now - place->since >= LONGEST_US\)/\tif (now < place->since)/
