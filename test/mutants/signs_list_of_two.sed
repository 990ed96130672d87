# breaks: a list of several counts as one does
# file:   src/rest/search.c
# tests:  test/unit/test_kinds.c
s/frame->index > 0 \? above->mark : search->nsigns;/frame->index > 9 ? above->mark : search->nsigns;/
