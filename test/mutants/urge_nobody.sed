# breaks: the body that the reader waits for is held for ever
# file:   src/rest/advance.c
# tests:  t/023_scan_buffer.pl
s/^\t\tapi_transfer_urge\(transfer\);/\t\t(void) transfer;/
