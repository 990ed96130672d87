# breaks: an error's code is only one as a number, not as a text
# file:   src/rest/tale.c
# tests:  sql/errors_beside.sql
s/return len == 3 \&\& \(\*text == .4. \|\|/return len == 3 \&\& text[-1] != 34 \&\& (*text == 52 ||/
