# breaks: an error's title beside its number says nothing
# file:   src/rest/tale.c
# tests:  t/060_situations.pl
s/ \|\| tale->titled.name != NULL\)/ || tale->inner)/
