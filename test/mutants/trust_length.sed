# breaks: a name of the same length is taken for the one that came there before
# file:   src/json/reader_members.c
# tests:  test/unit/test_members.c
s/\(size_t\) \(end - p\) > place->len && same_bytes\(p, place->text, place->len\)/(size_t) (end - p) > place->len \&\& same_bytes(p, place->text, 2)/
