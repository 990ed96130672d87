# breaks: a value is cut before a credential in it is looked for
# file:   src/rest/where.c
# tests:  test/unit/test_where.c
s/^	api_auth_scrub\(auth, text\);/	api_auth_scrub(auth, (cut_value(text), text));/
