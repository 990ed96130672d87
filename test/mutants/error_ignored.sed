# breaks: the body of an error is no records
# file:   src/rest/records.c
# tests:  sql/lax.sql
s/ \|\| api_shape_tells_error\(body->data, body->len, &page->error\)\)/)/
