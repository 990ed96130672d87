# breaks: a sign of more fails a scan that has all that LIMIT wants
# file:   src/rest/pager_auto.c
# tests:  sql/signs.sql
s/chain->limit > 0 && chain->records >= chain->limit/chain->limit > 0 \&\& chain->records < 0/
