# breaks: a status that tells of a bound is the end
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/if \(strcasestr\(text, words\[i\]\) != NULL\)/if (text[0] == 0)/
