# breaks: a path in a hint is no SQL literal
# file:   src/rest/shape.c
# tests:  t/062_hints.pl
s/if \(\*p == '..'\)/if (*p == 0)/
