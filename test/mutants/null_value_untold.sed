# breaks: a value that null_values takes for NULL is told so
# file:   src/exec/recheck.c
# tests:  t/060_situations.pl
s/recheck->stands_for_null = stands_for_null\(recheck, text, len\);/(void) stands_for_null;/
