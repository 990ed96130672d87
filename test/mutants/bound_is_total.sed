# breaks: a total that the body calls a lower bound ends the pages
# file:   src/rest/bounds.c
# tests:  t/060_situations.pl
s/^\t\tcase .r.:/\t\tcase (char) 1:/
