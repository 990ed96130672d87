# breaks: start_early is not heard
# file:   src/exec/fetch.c
# tests:  sql/async.sql
s/return fetch->config->start_early \&\& /return /
