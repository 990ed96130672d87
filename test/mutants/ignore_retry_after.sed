# breaks: Retry-After is not heard
# file:   src/net/retry.c
# tests:  sql/response.sql
s/if \(attempt->retry_after_us > 0 \&\&/if (attempt->retry_after_us > ABSURD_US \&\&/
