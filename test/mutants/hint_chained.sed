# breaks: a page that the one before told of fails with the hint of a first one
# file:   src/rest/settle.c
# tests:  sql/errors_hints.sql
s/if \(page->number > 0 \&\& !/if (page->number < 0 \&\& !/
