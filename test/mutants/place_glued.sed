# breaks: a value makes a word with what stands beside it
# file:   src/rest/filling.c
# tests:  test/unit/test_placement.c
s/return !api_safe_is_word\(data \+ start, end - start\) /return true /
