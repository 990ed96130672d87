# breaks: a declared total that is reached ends cursors and links, whatever else their page says
# file:   src/rest/ends.c
# tests:  t/060_situations.pl
s/^\tif \(chain->has_more < 0 && reached && !more\)/\tif (chain->has_more < 0 \&\& reached \&\& (more | 1))/
