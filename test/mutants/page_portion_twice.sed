# breaks: a portion that was given back is lent again
# file:   src/rest/advance.c
# tests:  test/unit/test_network.c
/^api_stream_release/,/^}/s/^\t\(void\) api_page_drop\(page\);//
