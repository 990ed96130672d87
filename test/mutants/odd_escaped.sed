# breaks: a member whose name is written by escapes makes a record unknown
# file:   src/exec/odd.c
# tests:  sql/odd.sql
s/look->known = name_len - 2 > sizeof\(folded\) \|\| memchr\(name, '.*', name_len\) != NULL;/look->known = name_len - 2 > sizeof(folded);/
