# breaks: whatever remains is records
# file:   src/rest/weigh.c
# tests:  test/unit/test_kinds.c
s/return number > 0 && is_counted\(search, sign, scope\) \?/return number > 0 \&\& (is_counted(search, sign, scope) || sign->near) ?/
