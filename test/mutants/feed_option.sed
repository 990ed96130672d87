# breaks: a table that takes no part in batched joins is told of keys all the same
# file:   src/exec/fetch_keys.c
# tests:  sql/ahead_traps.sql
s/fetch->config->batch_join && //
