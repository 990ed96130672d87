# breaks: a page behind the end of its chain fails the scan
# file:   src/rest/settle.c
# tests:  t/020_paging.pl
s/while \(!chain->ended && well/while (well/
