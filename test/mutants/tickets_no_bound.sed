# breaks: api_fdw.max_connections bounds nothing
# file:   src/net/tickets.c
# tests:  sql/limits_concurrency.sql t/014_descriptors.pl
s/^\tif \(is_dry\(\) \|\| \(bound > 0 \&\& connections >= bound\)\)/\tif (is_dry())/
