# breaks: a scan waits for the reader of another
# file:   src/net/pause.c
# tests:  t/042_shared.pl
/^api_pause_begin/,/^}/s/^\tapi_sharing_part\(transfer\);//
