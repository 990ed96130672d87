# breaks: a size beside a larger max makes a page full
# file:   src/rest/search.c
# tests:  test/unit/test_kinds.c
s/\(frame->paging && strcasecmp\(name, "max"\) == 0\)/(frame->paging \&\& strcasecmp(name, "maxi") == 0)/
