# breaks: any number above the records is a sign
# file:   src/rest/weigh.c
# tests:  test/unit/test_signs.c
s/return is_supported\(search, sign, scope, round\) \?/return is_supported(search, sign, scope, round) || true ?/
