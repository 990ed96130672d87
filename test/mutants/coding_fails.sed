# breaks: a Content-Encoding that is none is an error
# file:   src/net/coding.c
# tests:  sql/decoding.sql
s/^\treturn API_CODING_NONE;/\treturn API_CODING_FOREIGN;/
