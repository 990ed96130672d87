# breaks: offsets that begin by one are advised to begin by none
# file:   src/rest/advise.c
# tests:  test/unit/test_kinds.c
s/^\t\t\t\t sign->from_one \?/\t\t\t\t sign->from_one \&\& room == 0 ?/
