# breaks: the link to a further page of a list in a record is not heard
# file:   src/rest/sublist.c
# tests:  t/060_situations.pl
s/^\t\treturn sign->near && \(!sign->bare \|\| sign->naming.own\);/\t\treturn false;/
