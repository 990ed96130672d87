# breaks: a next page by its number says nothing beside a total that is reached
# file:   src/rest/owed.c
# tests:  t/060_situations.pl
s/^\tleads = signs->numbered && /\tleads = !signs->numbered \&\& /
