# breaks: any number of a record counts as the total of its list
# file:   src/rest/sublist.c
# tests:  t/060_situations.pl
s/^\treturn !sign->bare \|\| sign->paged/\treturn true || sign->paged/
