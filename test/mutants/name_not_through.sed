# breaks: a name goes through an array in an array column
# file:   src/rest/columns.c
# tests:  t/060_situations.pl
s/^\tread_through\(column, \&err\);/\t(void) read_through;/
