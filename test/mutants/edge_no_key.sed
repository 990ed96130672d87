# breaks: equal records of a map are the same by whatever name
# file:   src/json/reader_rows.c
# tests:  t/060_situations.pl
s/return named \? reader->key.offset/return named \&\& reader->outer_from == 0 ? reader->key.offset/
