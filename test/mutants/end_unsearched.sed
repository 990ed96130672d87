# breaks: an empty page ends pages that are counted, whatever it says
# file:   src/rest/owed.c
# tests:  sql/ends_owed.sql
s/^\treturn \(\(empty && !insists\) \|\|/\treturn ((empty \&\& insists) ||/
