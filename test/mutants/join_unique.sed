# breaks: records of two keys are taken for repeats
# file:   src/plan/join_paths.c
# tests:  sql/join_fallback.sql
s/state->config->unique_key == NIL/true/
