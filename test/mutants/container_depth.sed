# breaks: a container that may go on leaves its brackets open
# file:   src/json/reader_members.c
# tests:  test/unit/test_portions.c
s/^\tframer->depth = base;$/\t;/
