# breaks: a declared total that is reached ends pages, whatever else they say
# file:   src/rest/owed.c
# tests:  t/060_situations.pl
s/^\treturn why == API_END_TOTAL && \(\*chain->told/\treturn why == API_END_OBJECT \&\& (*chain->told/
