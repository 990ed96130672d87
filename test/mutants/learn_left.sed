# breaks: the records of a scan that was left are taken for all there are
# file:   src/exec/learn.c
# tests:  sql/learnt.sql
s/^	else if \(chains == 1\)/	else if (chains != 0)/
