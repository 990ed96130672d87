# breaks: another page is read from the file
# file:   src/net/shelf.c
# tests:  t/046_kept.pl
s/file->read\(file->self, page->at, /file->read(file->self, 0, /
