# breaks: an API that fails ends ANALYZE of all tables
# file:   src/exec/analyze.c
# tests:  sql/analyze.sql
s/\terror = api_attempt\(read_sample, &sample, memory\);/\tread_sample(\&sample), error = NULL;/
