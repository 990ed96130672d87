# breaks: a hint adds an option that the column has
# file:   src/exec/fetch_end.c
# tests:  t/062_hints.pl
s/given . "SET" : "ADD"/given ? "ADD" : "ADD"/
