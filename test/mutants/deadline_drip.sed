# breaks: a response that never ends is waited for as long as bytes come
# file:   src/rest/config.c
# tests:  sql/errors_net.sql
s/^(\tlimits->patience.whole_us = )api_lookup_int\(from, "transfer_timeout"\);/\1INT64_MAX \/ 2;/
