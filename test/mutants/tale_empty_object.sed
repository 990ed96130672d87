# breaks: an error with nothing in its members is one
# file:   src/rest/tale.c
# tests:  sql/errors_beside.sql
s/if \(nothing \|\| api_text_falsy\(text, len\)/if (api_text_falsy(text, len)/
