# breaks: what a Content-Type declares is not looked at
# file:   src/net/flight_body.c
# tests:  sql/decoding.sql
s/^\tflight->charset = api_charset_open\(.*/\tflight->charset = api_charset_open(NULL, \&status);/
