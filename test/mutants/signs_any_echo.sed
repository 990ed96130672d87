# breaks: a token counts as the request's own where any item of the URL has its value
# file:   src/rest/doubts.c
# tests:  test/unit/test_signs.c
s/^\t\t\tapi_naming_read\(item \+ 1, name, NULL\)\.kind == API_NAMING_BARE\)/\t\t\tapi_naming_read(item + 1, name, NULL).kind <= API_NAMING_BARE + 99)/
