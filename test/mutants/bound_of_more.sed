# breaks: a lower bound that more records exceed is an error
# file:   src/rest/chain.c
# tests:  t/060_situations.pl
s/^\t\t\(chain->lower && chain->records > chain->total_max\)/\t\t(!chain->lower \&\& chain->records < 0)/
