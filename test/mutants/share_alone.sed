# breaks: an API that moves on with each request is asked for one page once
# file:   src/rest/advance.c
# tests:  t/046_kept.pl
s/page->again = request->alone = /page->again = /
