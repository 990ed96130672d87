# breaks: a cursor or link that is null ends the pages though another place has one
# file:   src/rest/ends.c
# tests:  t/060_situations.pl
s/^\t\t\(signs.verdict == API_SIGNS_MORE_TOKEN && shown\)\)/\t\tfalse)/
