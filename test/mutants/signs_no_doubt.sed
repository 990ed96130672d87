# breaks: links that end before a total is reached are no warning
# file:   src/rest/pager_auto.c
# tests:  t/020_paging.pl
s/MORE_NUMBER && chain->judged > 0/MORE_NUMBER \&\& chain->judged > 1000/
