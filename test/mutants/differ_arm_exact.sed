# breaks: what the arms of an OR say beside what is sent is not checked on the rows
# file:   src/plan/match_or.c
# tests:  t/051_differential.pl
s/arm->exact = false;/arm->exact = true;/
