# breaks: an equal key is asked for again
# file:   src/exec/join_keys.c
# tests:  t/041_join.pl
s/ApiJoinKey \*key = bucket \? bucket->key : NULL;/ApiJoinKey *key = bucket \&\& bucket->key->whole ? bucket->key : NULL;/
