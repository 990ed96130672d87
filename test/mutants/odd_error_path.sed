# breaks: a record is an error though error_path says where errors stand
# file:   src/exec/odd.c
# tests:  sql/odd.sql
s/if \(odd->config->error_path \|\| api_error_is_set/if (api_error_is_set/
