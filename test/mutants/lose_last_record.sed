# breaks: the last record of a page is lost
# file:   src/exec/scan.c
# tests:  sql/fanout.sql
s/scan->record >= api_page_records\(/scan->record + 1 >= api_page_records(/
