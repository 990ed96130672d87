# breaks: numbers count in objects of known names only
# file:   src/rest/sighting.c
# tests:  test/unit/test_kinds.c
s/placed \|= frame->aside && frame->located && !frame->lists;/placed |= frame->aside \&\& frame->paging;/
