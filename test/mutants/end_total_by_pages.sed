# breaks: a total of records that is reached does not end pages that were planned by a short first one
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/ && \(chain->pages_told \|\| !reached\);/ \&\& (chain->pages_told || !reached || reached);/
