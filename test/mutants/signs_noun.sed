# breaks: a noun alone is a total
# file:   src/rest/weigh.c
# tests:  test/unit/test_kinds.c
s/^\t\treturn \*sign->beside != '.0' \|\| sign->sized \?/\t\treturn sign->near ?/
