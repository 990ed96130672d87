# breaks: a body of no records that tells of an error is one
# file:   src/rest/records.c
# tests:  sql/errors_beside.sql
s/return !api_shape_tells_error\(body->data, body->len, records, &page->error\) \&\&/return true ||/
