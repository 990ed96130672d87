# breaks: a record_path into a body that is an array is not told of
# file:   src/rest/shape.c
# tests:  sql/errors_hints.sql
s/return i < len \&\& body\[i\] == '\['/return i > len \&\& body[i] == '['/
