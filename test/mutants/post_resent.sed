# breaks: libcurl sends a POST twice
# file:   src/net/repeat.c
# tests:  test/unit/test_repeat.c t/004_retry.pl
s/^\t\treturn sent->repeatable \? API_REPEAT_COUNTED : API_REPEAT_NOT;/\t\treturn API_REPEAT_COUNTED;/
