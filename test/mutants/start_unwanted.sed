# breaks: prefetch_start is not heard
# file:   src/exec/fetch.c
# tests:  sql/async.sql
s/return fetch->config->prefetch_start;/return true;/
