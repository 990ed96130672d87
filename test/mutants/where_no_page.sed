# breaks: an error does not tell the page
# file:   src/rest/where.c
# tests:  sql/errors_where.sql
s/if \(page > 0 \|\| .*$/if (page < 0 \&\& kind != API_PAGER_NONE)/
