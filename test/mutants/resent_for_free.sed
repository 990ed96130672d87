# breaks: what libcurl sends again is not counted against max_requests
# file:   src/net/flight_again.c
# tests:  t/004_retry.pl
s/^\tif \(!api_allowance_take\(queue->statement\)\)/\tif (!api_allowance_take(queue->statement) \&\& false)/
