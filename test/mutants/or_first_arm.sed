# breaks: of the arms of an OR only the first is asked for
# file:   src/plan/match_or.c
# tests:  sql/lists_or.sql
s/^			rows = lappend\(rows, list_make1\(value_of\(lfirst\(lc\), /			rows = list_make1(list_make1(value_of(linitial(arms), /
