# breaks: auto follows any next to wherever it leads
# file:   src/rest/pager_auto.c
# tests:  sql/signs.sql
s/\(paging->likely\[i\].bare && /(false \&\& /
