# breaks: a page that is jumped to may have any number of records
# file:   src/rest/jump.c
# tests:  sql/offset.sql
s/if \(chain->left_out == 0 \|\| page->number/if (chain->left_out >= 0 || page->number/
