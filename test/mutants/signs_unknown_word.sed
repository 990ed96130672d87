# breaks: words that nobody knows are passed over, and their names are signs
# file:   src/rest/words.c
# tests:  test/unit/test_signs.c sql/signs.sql
s/noun, parts\) && \*unknown < 0\)/noun, parts) \&\& *unknown < -1)/
