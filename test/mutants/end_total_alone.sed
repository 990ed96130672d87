# breaks: where pages are asked for, a total alone is none
# file:   src/rest/weigh.c
# tests:  sql/ends_owed.sql
s/^\tif \(scope->counted && sign/\tif (scope->counted \&\& scope->pages < 0 \&\& sign/
