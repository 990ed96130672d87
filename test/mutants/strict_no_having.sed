# breaks: a failure makes a row where HAVING counts rows
# file:   src/plan/derived.c
# tests:  sql/strict.sql
s/return counts_rows\(query->havingQual, NULL\);/return false;/
