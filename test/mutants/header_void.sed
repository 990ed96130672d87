# breaks: a header's 0 is a cursor
# file:   src/rest/pager_cursor.c
# tests:  t/060_situations.pl
s/value != NULL && !api_token_void\(value\);/value != NULL \&\& *value != '\\0';/
