# breaks: ancestors that all lack the list have no records
# file:   src/rest/stream.c
# tests:  sql/lax.sql
s/&stream->cut : &stream->unplaced;/\&stream->cut : \&stream->cut;/
