# breaks: the URL that a redirect leads to shows a secret in another spelling
# file:   src/exec/response.c
# tests:  t/008_secrets_placed.pl
s/\tapi_auth_scrub_placed\(auth, copy\);/\tforeign = false;/
