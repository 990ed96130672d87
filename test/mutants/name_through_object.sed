# breaks: it goes through arrays only
# file:   src/exec/row_find.c
# tests:  t/060_situations.pl
s/i >= column->nothers - column->nthrough/i > column->nothers/
