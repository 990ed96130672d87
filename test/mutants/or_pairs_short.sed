# breaks: of the lists within pairs only the first value is asked for
# file:   src/plan/match_or.c
# tests:  sql/lists_written.sql
s/^		own = append_to_each\(own, values\);/		own = append_to_each(own, list_make1(linitial(values)));/
