# breaks: code 200 beside no records is told as an error's
# file:   src/rest/tale.c
# tests:  sql/errors_beside.sql
s/\(len == 3 \&\& memcmp\(text, "200", 3\) == 0\)/(len == 3 \&\& memcmp(text, "999", 3) == 0)/
