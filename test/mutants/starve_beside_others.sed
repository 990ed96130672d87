# breaks: a scan below an Append fails for want of a connection that another of it will give back
# file:   src/exec/async.c
# tests:  sql/connections_used.sql
s/\(!is_pending\(request\) \|\| !api_scan_starves\(\(ForeignScanState \*\) request->requestee\)\)\)/!is_pending(request))/
