# breaks: this host's own name waits for a place to be looked up
# file:   src/net/lookups.c
# tests:  test/unit/test_tickets.c
s/^\tif \(is_this_host\(host, (.*)\)\)$/\tif (is_this_host(host, \1) \&\& url == NULL)/
