# breaks: the namespace of a name is a word that nobody knows
# file:   src/rest/words.c
# tests:  test/unit/test_kinds.c
s/^\t\tif \(name\[i\] == ':'\)/\t\tif (name[i] == ':' \&\& len == 0)/
