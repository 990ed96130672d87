# breaks: a link to the next page may lead to any origin
# file:   src/rest/link.c
# tests:  t/020_paging.pl
s/^\tif \(api_url_same_origin\(url, paging->spec\.base_url\)\)$/\tif (url != NULL)/
