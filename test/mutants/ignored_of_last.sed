# breaks: the warning counts the failed requests of the last rescan alone
# file:   src/exec/fetch_figures.c
# tests:  sql/warnings.sql
s/sum->ignored \+= one.ignored;/sum->ignored = one.ignored;/
