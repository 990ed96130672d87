# breaks: records of two keys are taken for repeats
# file:   src/plan/why.c
# tests:  sql/join_fallback.sql
s/return state->config->unique_key != NIL \? API_WHY_UNIQUE_KEY : API_WHY_NONE;/return API_WHY_NONE;/
