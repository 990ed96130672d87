# breaks: a secret in a body follows a redirect to another origin
# file:   src/net/handle.c
# tests:  t/008_secrets_placed.pl
s/place_body\(flight, signer\) &&/place_body(flight, flight->transfer->queue->signer) \&\&/
