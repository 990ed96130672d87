# breaks: results_available is no total
# file:   src/rest/naming.c
# tests:  test/unit/test_kinds.c
s/^\t\{API_NAMING_TOTAL, "s\?\[LTcnr\]\+F"\},/\t{API_NAMING_TOTAL, "TaF"},/
