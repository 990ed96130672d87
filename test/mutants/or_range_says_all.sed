# breaks: an arm with a range that says more is taken for all that its clause says
# file:   src/plan/match_or.c
# tests:  sql/lists_written.sql
s/^	if \(match == NULL \|\| match->guard != NULL\)$/	if (match == NULL) arm->exact \&= true; else if (match->guard != NULL)/
