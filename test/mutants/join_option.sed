# breaks: the option that turns batched joins off is not heard
# file:   src/plan/why.c
# tests:  sql/join.sql
s/if \(!state->config->batch_join\)/if (false)/
