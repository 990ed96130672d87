# breaks: a refusal in place of a page is an error
# file:   src/rest/chain.c
# tests:  t/060_situations.pl
s/chain->records > 0 && !told/chain->records < 0 \&\& !told/
