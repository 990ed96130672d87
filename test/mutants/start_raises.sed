# breaks: a scan that starts early runs what the query would not have run
# file:   src/exec/fetch.c
# tests:  sql/start_early.sql
s/return fetch->config->start_early \&\& .*;/return fetch->config->start_early;/
