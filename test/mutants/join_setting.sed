# breaks: the setting that turns batched joins off is not heard
# file:   src/plan/why.c
# tests:  sql/join.sql
s/if \(!api_enable_batch_join\)/if (false)/
