# breaks: the word Bearer is sent twice
# file:   src/rest/auth.c
# tests:  sql/credentials.sql test/unit/test_auth.c
s/if \(strncasecmp\(token, "Bearer", 6\) != 0 \|\|/if (true ||/
