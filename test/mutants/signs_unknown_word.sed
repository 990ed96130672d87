# breaks: words that nobody knows are passed over, and their names are signs
# file:   src/rest/naming.c
# tests:  test/unit/test_signs.c sql/signs.sql
s/^\t\t\t\treturn -1;/\t\t\t\tcontinue;/
