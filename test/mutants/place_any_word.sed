# breaks: a value amid other text may be a word of the language
# file:   src/rest/safe.c
# tests:  test/unit/test_placement.c
s/else if \(!quoted .. api_safe_is_word.*/else if (false)/
