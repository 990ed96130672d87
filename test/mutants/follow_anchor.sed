# breaks: a link of another page is taken for this page's next
# file:   src/rest/link.c
# tests:  test/unit/test_link.c
s/^\tforeign = url == NULL \|\| strcmp\(url, base\) != 0;/\tforeign = url == NULL;/
