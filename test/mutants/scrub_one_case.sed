# breaks: a secret whose letters are written small or large is not found
# file:   src/rest/scrub.c
# tests:  test/unit/test_auth.c
s/\(c < 0x80 && \(c \| 0x20\) == /(c < 0x80 \&\& c == /
