# breaks: a circle far behind the first page is met by no mark
# file:   src/rest/wraps.c
# tests:  test/unit/test_wraps.c
s/^\tif \(page > wraps->mark_page \* 2\)/\tif (page < wraps->mark_page)/
