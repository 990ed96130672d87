# breaks: an ignored status ends a chain before its total is reached
# file:   src/rest/settle.c
# tests:  t/020_paging.pl
s/^\tif \(!chain->ended \|\| api_chain_complete/\tif (!chain->ended || chain->why == API_END_STATUS || api_chain_complete/
