# breaks: a look-up that was left keeps its place for a minute, though its thread is gone
# file:   src/net/hanging.c
# tests:  test/unit/test_tickets.c
s/^\t\tif \(has\(seen, place->threads.ids\[i\]\)\)/\t\tif (seen != NULL)/
