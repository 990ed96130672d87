# breaks: INVALID_REQUEST beside no records is none
# file:   src/rest/tale.c
# tests:  sql/errors_beside.sql
s/return len - 2 > 8 \&\& memcmp\(text \+ 1, "INVALID_", 8\) == 0;/return false;/
