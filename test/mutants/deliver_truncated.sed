# breaks: a body that ends too early gives the records that it has
# file:   src/rest/records.c
# tests:  t/020_paging.pl
s/&& feed\(page, true\) == API_READER_DONE\)$/\&\& (feed(page, true) == API_READER_DONE || unfinished))/
