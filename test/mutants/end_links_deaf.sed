# breaks: a declared total that is reached ends cursors and links, whatever else their page says
# file:   src/rest/ends.c
# tests:  t/060_situations.pl
s/reached && !api_owed_chained\(/reached \&\& api_owed_chained(/
