# breaks: what a cursor at rest asks ahead counts in the statement that is read
# file:   src/net/allowance.c
# tests:  sql/limits_requests.sql
s/^\t\treturn true;/\t\t(void) 0;/
