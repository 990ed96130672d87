# breaks: a value amid other text may hold its signs
# file:   src/rest/safe.c
# tests:  test/unit/test_placement.c
s/return api_safe_in_word\(\*p\) .*;/return true;/
