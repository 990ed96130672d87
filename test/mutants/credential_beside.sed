# breaks: a credential's header goes out beside one of the same name
# file:   src/net/handle.c
# tests:  sql/credentials.sql
s/^\t\tif \(api_headers_get\(extra, name\) != NULL\)/\t\tif (false)/
