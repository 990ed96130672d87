# breaks: the body of an error is no records
# file:   src/rest/records.c
# tests:  sql/lax.sql
s/told = page->guesses && missing/told = false \&\& missing/
