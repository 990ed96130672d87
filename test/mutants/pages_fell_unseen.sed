# breaks: pages that were declared, and then fewer, are taken for such as are counted from 0
# file:   src/rest/totals.c
# tests:  t/060_situations.pl
s/^(\tchain->fell \|= chain->pages_told && pages != UNKNOWN && pages) < /\1 > /
