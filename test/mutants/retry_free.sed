# breaks: a retry needs no token of the rate limit
# file:   src/net/launch.c
# tests:  t/004_retry.pl
s/^\tapi_limiter_take\(\&pool->limiter, now\);/\tif (transfer->attempts == 0) api_limiter_take(\&pool->limiter, now);/
