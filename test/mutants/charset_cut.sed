# breaks: a character that is cut between two arrivals is forgotten
# file:   src/net/charset.c
# tests:  test/unit/test_charset.c
s/^\tcharset->nwaiting = len;/\tcharset->nwaiting = 0;/
