# breaks: the colon of a token is percent-encoded in the path
# file:   src/net/place.c
# tests:  sql/secrets_placed.sql
s/if \(strchr\(":@!/if (strchr("@!/
