# breaks: keys that rows read ahead have in common are asked for by each of them
# file:   src/exec/join_keys.c
# tests:  sql/ahead_update.sql
s/ApiJoinKey \*key = bucket \? bucket->key : NULL;/ApiJoinKey *key = bucket \&\& bucket->key->whole ? bucket->key : NULL;/
