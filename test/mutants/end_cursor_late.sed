# breaks: a total that is reached does not end a cursor
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/if \(chain->has_more < 0 && reached &&/if (chain->has_more > 9 \&\& reached \&\&/
