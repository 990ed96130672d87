# breaks: the next page is looked for in objects of known names only
# file:   src/rest/weigh.c
# tests:  test/unit/test_kinds.c
s/^\t\treturn sign->aside \&\& strchr/\t\treturn sign->paging \&\& strchr/
