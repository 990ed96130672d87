# breaks: signs of more are not looked for where a named place finds nothing
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/^\t\t\t \(!shown && api_signs_more\(&signs\)\)\)/\t\t\t (records < 0 \&\& !shown))/
