# breaks: a page whose chain goes is freed while the scan reads a portion of it
# file:   src/rest/stages.c
# tests:  test/unit/test_network.c
s/\[API_STAGE_BORROWED\] = TO\(ORPHANED\)/[API_STAGE_BORROWED] = TO(GONE)/
