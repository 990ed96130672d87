# breaks: a scan that is left before its end tells nothing of it
# file:   src/exec/scan.c
# tests:  sql/warnings.sql
s/^\tapi_fetch_warn\(scan->fetch\);/\tif (TupIsNull(node->ss.ss_ScanTupleSlot)) api_fetch_warn(scan->fetch);/
