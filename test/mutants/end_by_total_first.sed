# breaks: a total wins over has_more
# file:   src/rest/ends.c
# tests:  t/060_situations.pl
s/if \(chain->has_more < 0 && reached &&/if (reached \&\&/
