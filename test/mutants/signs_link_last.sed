# breaks: of several tokens the first counts
# file:   src/rest/weigh.c
# tests:  test/unit/test_kinds.c
s/\(own != WEIGHT_TOKEN \|\| api_weigh/(own >= WEIGHT_NONE || api_weigh/
