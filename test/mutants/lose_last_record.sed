# breaks: the last record of a page is lost
# file:   src/exec/fetch.c
# tests:  sql/fanout.sql
s/fetch->page == NULL \|\| fetch->record >=/fetch->page == NULL || fetch->record + 1 >=/
