# breaks: a header may call a form JSON
# file:   src/rest/endpoint.c
# tests:  sql/bodies.sql
s/strcasecmp\(spec->headers\[i\].name, "Content-Type"\) != 0/true/
