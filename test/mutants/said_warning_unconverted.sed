# breaks: what the API says stands in a warning in another encoding than the database's
# file:   src/exec/fetch_end.c
# tests:  t/031_encodings.pl
s/api_said\(err->message\)/pstrdup(err->message)/
