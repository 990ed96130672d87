# breaks: a message with code 404 beside no records is an error
# file:   src/rest/tale.c
# tests:  sql/errors_beside.sql
s/memcmp\(text, "404", 3\) != 0;/memcmp(text, "499", 3) != 0;/
