# breaks: where pages are asked for, a total alone is none
# file:   src/rest/weigh.c
# tests:  sql/ends_owed.sql
s/^\tif \(scope->counted && \(sign->naming.kind == API_NAMING_TOTAL \|\|$/\tif (false \&\& (sign->naming.kind == API_NAMING_TOTAL ||/
