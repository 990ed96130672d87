# breaks: a secret that is part of a mark breaks it
# file:   src/rest/veil.c
# tests:  test/unit/test_marks.c
s/if \(\*text == '~' && /if (*text == 'x' \&\& /
