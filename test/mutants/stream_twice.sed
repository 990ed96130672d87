# breaks: a portion of a body is read again
# file:   src/rest/records.c
# tests:  t/022_streaming.pl
s/^\tif \(!api_reader_drop\(page->reader, body_of\(page\)->data, settled, &page->error\)\)$/\tif (settled == 1)/
