# breaks: a body of no records that tells of an error is one
# file:   src/rest/records.c
# tests:  sql/errors_beside.sql
s/return !page->guesses \|\| api_page_records\(page\) > 0 \|\|/return true ||/
