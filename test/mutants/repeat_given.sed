# breaks: of a repeated page in portions the records that were given stay
# file:   src/rest/repeats.c
# tests:  sql/pages_alike.sql
s/^\tif \(api_page_before\(page\) == 0\)/\tif (page != NULL)/
