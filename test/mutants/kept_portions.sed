# breaks: a body that was read in portions is kept as if it were whole
# file:   src/net/shelf.c
# tests:  t/047_kept_rows.pl
s/^		response->discarded == 0;$/		true;/
