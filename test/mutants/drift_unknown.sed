# breaks: records of which no column knows a member are rows of NULLs
# file:   src/exec/drift.c
# tests:  sql/drift.sql
s/drift->known = api_page_known\(page\);/drift->known = true;/
