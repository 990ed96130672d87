# breaks: a status behind full pages is the end, whatever the page behind it is
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/^\t\tAPI_PAST_END : API_PAST_PERHAPS;/\t\tAPI_PAST_END : API_PAST_END;/
