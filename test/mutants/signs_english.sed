# breaks: what pages are called is known in English only
# file:   src/rest/words.c
# tests:  test/unit/test_kinds.c
s/\{"volgende", "x"\}/{"volgende", "n"}/
