# breaks: a Link header's next page is no sign where another pager reads
# file:   src/rest/signs.c
# tests:  t/060_situations.pl
s/^\tbool\t\tleads = link != NULL;/\tbool\t\tleads = link == NULL;/
