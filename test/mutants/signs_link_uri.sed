# breaks: a link by uri is none
# file:   src/rest/search.c
# tests:  test/unit/test_kinds.c
s/links\[\] = \{"href", "url", "uri", NULL\}/links[] = {"href", "url", NULL}/
