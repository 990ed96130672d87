# breaks: a user's own key goes out beside ours
# file:   src/net/handle.c
# tests:  sql/repeatable.sql
s/^\tif \(transfer->key\[0\] != '.0' \&\& api_headers_get\(own, API_IDEMPOTENCY_KEY\) == NULL \&\&/\tif (transfer->key[0] != 0 \&\&/
