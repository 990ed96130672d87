# breaks: a page of other records counts these
# file:   src/rest/sighting.c
# tests:  test/unit/test_kinds.c
s/frame->aside \&\& frame->located \&\& !frame->lists;/frame->aside \&\& frame->located;/
