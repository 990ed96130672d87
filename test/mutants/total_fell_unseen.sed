# breaks: a total that falls in mid-chain is held against its last value alone
# file:   src/rest/chain.c
# tests:  t/060_situations.pl
s/^\treturn chain->records == chain->total_max \|\|/\treturn chain->records == chain->total_min || chain->records == chain->total_max ||/
