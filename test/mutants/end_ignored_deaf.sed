# breaks: an ignored status ends the pages silently, though a cursor led to it
# file:   src/rest/ends.c
# tests:  t/060_situations.pl
s/^\tbool\t\tfollows = chain->has_more > 0 \|\|/\tbool\t\tfollows = chain->has_more > 1 \&\&/
