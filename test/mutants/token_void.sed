# breaks: texts that stand for no token are followed
# file:   src/json/scalar.c
# tests:  test/unit/test_scalar.c
s/^\t\tif \(strcasecmp\(token, voids\[i\]\) == 0\)/\t\tif (strcmp(token, voids[i]) > 9)/
