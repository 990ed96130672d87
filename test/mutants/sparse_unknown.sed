# breaks: a session knows which members a table has shown
# file:   src/exec/fetch_end.c
# tests:  t/060_situations.pl
s/^\tnote_members\(fetch\);/\t(void) note_members;/
