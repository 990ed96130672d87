# breaks: a GraphQL mutation is sent again
# file:   src/rest/config_repeat.c
# tests:  sql/repeatable.sql
s/\(spec->graphql != NULL \&\& api_graphql_reads\(spec->graphql\)\)/(spec->graphql != NULL)/
