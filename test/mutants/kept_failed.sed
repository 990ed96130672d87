# breaks: a page that tells of an error is kept
# file:   src/rest/records.c
# tests:  sql/kept_not.sql
s/^		if \(page->state == API_PAGE_WHOLE\)$/		if (true)/
