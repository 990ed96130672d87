# breaks: a status ends pages of which the last says that there are more
# file:   src/rest/ends.c
# tests:  t/060_situations.pl
s/^\t\t\(\*chain->told != '\\0' && !chain->declared/\t\t(*chain->told == '\\1' \&\& !chain->declared/
