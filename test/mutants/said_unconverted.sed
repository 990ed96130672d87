# breaks: what the API says stands in an error in another encoding than the database's
# file:   src/base/raise.c
# tests:  t/031_encodings.pl
s/api_said\(err->detail\)/pstrdup(err->detail)/
