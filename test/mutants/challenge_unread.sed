# breaks: a challenge's words are not quoted
# file:   src/net/challenge.c
# tests:  sql/credentials.sql
s/^\tchar\t   \*said = find_first\(headers, "error_description"\);/\tchar\t   *said = NULL;/
