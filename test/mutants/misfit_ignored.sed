# breaks: records in another form are passed over
# file:   src/rest/shape.c
# tests:  sql/lax.sql
s/if \(api_reader_misfits\(reader\) > 0\)/if (api_reader_misfits(reader) > 1000)/
