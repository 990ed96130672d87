# breaks: the file of pages stays when the statement ends
# file:   src/exec/hold.c
# tests:  t/046_kept.pl
s/^	FileClose\(file\);$//
