# breaks: the option that turns batched joins off is not heard
# file:   src/plan/join_paths.c
# tests:  sql/join.sql
s/state->config->batch_join && //
