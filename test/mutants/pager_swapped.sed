# breaks: nobody notices offsets that went where a page's number goes
# file:   src/rest/owed.c
# tests:  t/060_situations.pl
s/^\tif \(paging->spec\.kind != API_PAGER_OFFSET \|\| chain->judged == 0/\tif (paging->spec.kind == API_PAGER_OFFSET || chain->judged == 0/
