# breaks: what is to be pasted asks an API that counts from 0 from page 1 on
# file:   src/rest/advise.c
# tests:  sql/ends_owed.sql
s/search->ordinal\.zero \? /search->ordinal.zero \&\& search->depth > 99 ? /
