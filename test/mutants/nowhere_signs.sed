# breaks: signs of more are not looked for where a named place finds nothing
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/^\tif \(signs.verdict == API_SIGNS_MORE_WORD \|\| \(!shown && api_signs_more\(&signs\)\)\)/\tif (records < 0)/
