# breaks: a first page that says that there are others before it is the first
# file:   src/rest/owed.c
# tests:  sql/ends_owed.sql
s/^\tif \(first && signs\.ordinal\.behind\)/\tif (first \&\& signs.ordinal.behind \&\& why == API_END_FAILED)/
