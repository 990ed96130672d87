# breaks: a body of JSON goes as one key of a form
# file:   src/rest/endpoint.c
# tests:  sql/bodies.sql
s/if \(looks_like_json\(text\)\)/if (looks_like_json(text) \&\& !endpoint)/
