# breaks: an empty page ends pages that are counted, whatever it says
# file:   src/rest/owed.c
# tests:  sql/ends_owed.sql
s/^\treturn \(\(why == API_END_EMPTY && !insists\) \|\|/\treturn ((why == API_END_OBJECT \&\& !insists) ||/
