# breaks: a session is warned of a column again and again
# file:   src/exec/drift.c
# tests:  sql/drift.sql
s/ && !api_once_of\(drift->config->relid, API_ONCE_COLUMN, \(uint64\) i\)/ \&\& false/
