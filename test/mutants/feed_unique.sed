# breaks: records of two keys that are handed over are taken for repeats
# file:   src/exec/fetch_keys.c
# tests:  sql/ahead_traps.sql
s/fetch->config->unique_key == NIL/true/
