# breaks: pages that are one and the same but for a clock are read until max_requests
# file:   src/rest/alike.c
# tests:  sql/ends_alike.sql
s/^\tif \(chain->alike < MAX_ALIKE\)/\tif (chain->alike < 200 * MAX_ALIKE)/
