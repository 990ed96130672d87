# breaks: GraphQL's errors are not looked for
# file:   src/rest/config_paging.c
# tests:  sql/error_paths.sql
s/if \(preset && !api_error_is_set\(err\)\)/if (false)/
