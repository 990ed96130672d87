# breaks: what was shown by other options counts
# file:   src/exec/known.c
# tests:  t/020_paging.pl
s/^\tapi_digest_add_text\(&digest, config->endpoint.path\);/\tdigest = (ApiDigest) API_DIGEST_INIT;/
