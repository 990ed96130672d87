# breaks: an error in a body that passes does not say when
# file:   src/net/transfer.c
# tests:  sql/retry_after_path.sql
s/^\tif \(wait_us <= 0 \&\& finder != NULL \&\&/\tif (wait_us < -1 \&\& finder != NULL \&\&/
