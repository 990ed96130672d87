# breaks: a point in time in Retry-After is taken for seconds
# file:   src/net/retry.c
# tests:  test/unit/test_retry.c
s/^\tmoment_us = us >= 0 \? parse_moment\(value\) : -1;/\tmoment_us = us < 0 ? parse_moment(value) : -1;/
