# breaks: what stands before the records of a body in portions is not kept
# file:   src/rest/records.c
# tests:  t/022_streaming.pl
s/if \(page->guesses && settled > 0 && /if (page->guesses \&\& settled > 4000000000 \&\& /
