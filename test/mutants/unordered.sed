# breaks: keep_order keeps none
# file:   src/rest/settle.c
# tests:  t/020_paging.pl
s/^\tbool\t\theld = stream->spec\.keep_order \&\& chain != stream->chains;/\tbool\t\theld = chain == NULL;/
