# breaks: a total that is a lower bound is taken for count(*)
# file:   src/rest/demand.c
# tests:  sql/count_total.sql
s/if \(!chain->lower\)/if (true)/
