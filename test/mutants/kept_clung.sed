# breaks: pages are kept where other scans need the memory
# file:   src/net/shelf.c
# tests:  t/046_kept.pl
s/while \(taken > 0 \&\& \(api_memory_scarce.*$/while (false)/
