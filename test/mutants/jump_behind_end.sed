# breaks: a page behind the last is asked for
# file:   src/rest/jump.c
# tests:  sql/offset.sql
s/if \(page > last\)/if (false)/
