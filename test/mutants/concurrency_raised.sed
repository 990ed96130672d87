# breaks: a table may raise the max_concurrency of its server
# file:   src/rest/config.c
# tests:  sql/limits_concurrency.sql
s/^\tif \(own > most\)/\tif (own > 1000)/
