# breaks: a link that says http is not taken as https behind a proxy that ends TLS
# file:   src/rest/link.c
# tests:  test/unit/test_link.c t/007_tls.pl
s/^\tif \(api_url_same_origin\(better, paging->spec\.base_url\)\)$/\tif (better == NULL)/
