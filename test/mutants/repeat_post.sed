# breaks: a POST that may have been carried out is sent again
# file:   src/net/repeat.c
# tests:  test/unit/test_repeat.c sql/repeatable.sql
s/^\treturn sent->failure == API_ERR_API \|\| !sent->connected;/\treturn true;/
