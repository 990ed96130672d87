# breaks: a cursor that had to be encoded to be sent is taken for the next one
# file:   src/rest/doubts.c
# tests:  sql/signs.sql
s/return \(char\) strtol\(hex, NULL, 16\);/return c;/
