# breaks: a page is asked for twice
# file:   src/rest/pager_count.c
# tests:  t/020_paging.pl
s/spec\.start_page \+ number, err\)/spec.start_page + number - (number == 3), err)/
