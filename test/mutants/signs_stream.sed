# breaks: a token to come back with later is one of the next page
# file:   src/rest/naming.c
# tests:  test/unit/test_kinds.c
s/^\t\{API_NAMING_WEAK, "xG\[it\]"\},/\t{API_NAMING_TOKEN, "xG[it]"},/
