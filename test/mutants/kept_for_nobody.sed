# breaks: pages that all have had are kept
# file:   src/net/shelf.c
# tests:  t/046_kept.pl
s/if \(--page->wanted == 0\)/if (page->wanted == 0)/
