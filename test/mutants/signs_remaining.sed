# breaks: whatever remains is records
# file:   src/rest/weigh.c
# tests:  test/unit/test_kinds.c
s/return sign->naming\.single && !is_counted\(search, sign, scope\) \?/return sign->naming.single \&\& !is_counted(search, sign, scope) \&\& sign->within ?/
