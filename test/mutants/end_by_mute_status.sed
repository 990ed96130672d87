# breaks: a 400 that tells of nothing is the end
# file:   src/rest/ends.c
# tests:  t/020_paging.pl
s/^\treturn \(status != 400 && status != 422\) \|\| has_text\(body, texts\);/\treturn status > 0 \&\& texts[0] != NULL \&\& body != NULL;/
