# breaks: a probe that had no answer keeps all others
# file:   src/net/gates.c
# tests:  test/unit/test_gates.c
s/^\t\titem->probe = NULL;/\t\titem->probe = well ? NULL : item->probe;/
