# breaks: a key that no record has is the end
# file:   src/rest/pager_cursor.c
# tests:  t/020_paging.pl
s/^\tif \(!paging->keyset \|\| /\tif (paging->keyset || /
