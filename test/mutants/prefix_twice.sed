# breaks: a link that is below the prefix is put there once more
# file:   src/rest/link.c
# tests:  test/unit/test_link.c
s/^\t\t\treturn len - i;/\t\t\treturn 0;/
