# breaks: a link that stands on the last page, too, beats a total that is reached
# file:   src/rest/doubts.c
# tests:  t/060_situations.pl
s/^\treturn api_weigh_is_link\(sign->value\) && scope->page_records < search->size;/\treturn scope->page_records > search->size;/
