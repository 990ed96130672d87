# breaks: credentials go along with a redirect to another origin
# file:   src/net/handle.c
# tests:  t/006_credentials.pl
s/return signer != NULL && origin == API_ORIGIN_HOME &&$/return signer != NULL || origin == API_ORIGIN_HOME ||/
