# breaks: REQUEST_DENIED beside no records is none
# file:   src/rest/tale.c
# tests:  sql/errors_beside.sql
s/if \(len - 2 > strlen\(ends\[i\]\) \&\& memcmp/if (len - 2 > 99 \&\& memcmp/
