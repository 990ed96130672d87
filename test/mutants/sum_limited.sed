# breaks: scans that a function or LIMIT may end early are taken to send all their requests
# file:   src/exec/eager.c
# tests:  sql/limits_requests.sql
s/^	if \(!is_first\(statement\) \|\| !api_own_query\(statement->estate\)\)/	if (!is_first(statement))/
