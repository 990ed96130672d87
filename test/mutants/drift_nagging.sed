# breaks: a session is warned of a column again and again
# file:   src/exec/drift.c
# tests:  sql/drift.sql
s/^\treturn !found;/\treturn true;/
