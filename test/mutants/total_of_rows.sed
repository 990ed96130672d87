# breaks: a total that counts rows, and not the records that hold them, is an error
# file:   src/rest/chain.c
# tests:  t/060_situations.pl
s/^(\treturn chain->records == chain->total_max \|\|) chain->rows == chain->total_max \|\|/\1/
