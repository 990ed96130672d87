# breaks: scans below an Append wait for a connection that nobody gives back
# file:   src/exec/async.c
# tests:  sql/connections_used.sql
s/^(\tif \(!request->request_complete) && all_starve.*/\1 \&\& false \&\& all_starve((AppendState *) request->requestor))/
