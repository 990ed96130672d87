# breaks: a value ends the quotes of its template
# file:   src/rest/safe.c
# tests:  test/unit/test_placement.c
s/quoted \? \*p != '"' .. /quoted ? /
