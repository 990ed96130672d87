# breaks: an object without any key of the columns is a record
# file:   src/rest/shape.c
# tests:  sql/lax.sql
s/if \(api_reader_bare\(reader\) == 0 \|\|/if (api_reader_bare(reader) < 1000 ||/
