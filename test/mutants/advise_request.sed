# breaks: the hint does not look at the request
# file:   src/rest/advise.c
# tests:  test/unit/test_kinds.c
s/int64_t\t\tpage = url != NULL \?/int64_t\t\tpage = url != NULL \&\& place == NULL ?/
