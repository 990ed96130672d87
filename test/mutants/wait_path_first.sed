# breaks: retry_after_path comes before Retry-After
# file:   src/net/refusal.c
# tests:  sql/retry_after_path.sql
s/^\tif \(wait_us > 0 \|\| budgets == NULL\)/\tif ((wait_us > 0 \&\& finder == NULL) || budgets == NULL)/
