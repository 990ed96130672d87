# breaks: a size named $top is none
# file:   src/rest/sized.c
# tests:  t/060_situations.pl
s/if \(len > 1 && \*name == '\$'\)/if (len > 1000)/
