# breaks: a record with fewer values than names is told
# file:   src/exec/named.c
# tests:  sql/records.sql
s/named->fewer \+= values < named->count;/named->fewer += 0;/
