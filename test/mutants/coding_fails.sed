# breaks: a Content-Encoding that is none is an error
# file:   src/net/flight_body.c
# tests:  sql/decoding.sql
s/^\treturn coding == API_CODING_NONE;/\treturn false;/
