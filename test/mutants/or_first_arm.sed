# breaks: of an OR only the first arm is asked for
# file:   src/plan/match_or.c
# tests:  sql/lists_or.sql
s/^		match->rows = lappend\(match->rows, row_of\(arm, columns\)\);/		match->rows = list_make1(row_of(linitial(arms), columns));/
