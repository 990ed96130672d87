# breaks: elements beside the records are looked at in the root array only
# file:   src/rest/search.c
# tests:  test/unit/test_kinds.c
s/ \|\| above->matched \+ 1 == search->records->nsteps\);/);/
