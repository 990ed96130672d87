# breaks: of many chains one of a round size is a warning
# file:   src/rest/rounds.c
# tests:  test/unit/test_signs.c sql/signs.sql
s/rounds->piled < 2/rounds->piled < 1/
