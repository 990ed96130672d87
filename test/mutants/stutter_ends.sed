# breaks: pages 0 and 1 that are one and the same end the pages
# file:   src/rest/repeats.c
# tests:  t/060_situations.pl
s/^\t\tchain->stutters = from_zero;/\t\tchain->stutters = false;/
