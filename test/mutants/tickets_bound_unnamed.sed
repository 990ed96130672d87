# breaks: what api_fdw.max_connections refuses is told as a want of descriptors
# file:   src/net/tickets.c
# tests:  sql/connections_used.sql
s/^\treturn bounded \? API_ERR_CONNECTIONS : API_ERR_DESCRIPTORS;/\treturn API_ERR_DESCRIPTORS;/
