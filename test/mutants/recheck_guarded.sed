# breaks: IS NOT DISTINCT FROM a NULL is taken for checked, of which a request says nothing
# file:   src/plan/match.c
# tests:  sql/lists_rechecked.sql
/of NULL the clause says that the column is, too/s/false/true/
