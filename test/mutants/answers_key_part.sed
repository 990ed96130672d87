# breaks: a part of a unique key is taken for the key
# file:   src/plan/answers.c
# tests:  sql/answers.sql
s/^	return key->any \?.*/	return bms_overlap(key->columns, given);/
