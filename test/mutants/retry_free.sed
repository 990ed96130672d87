# breaks: a retry needs no token of the rate limit
# file:   src/net/turn.c
# tests:  t/004_retry.pl
s/^\t\t\t\tapi_limiter_take\(&pool->limiter, now\);/\t\t\t\tif (transfer->attempts == 0) api_limiter_take(\&pool->limiter, now);/
