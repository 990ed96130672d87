# breaks: reached_record_limit is not known
# file:   src/rest/naming.c
# tests:  test/unit/test_kinds.c
s/"h\?e\[yqnrX\]\*q"/"h?e[yq]*q"/
