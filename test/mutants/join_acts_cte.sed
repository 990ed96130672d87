# breaks: what a CTE does is read ahead where a query within the outer side names it
# file:   src/plan/acts.c
# tests:  sql/join_why.sql
s/entries_act\(\(Query \*\) node, walk\) \|\|/(false \&\& entries_act((Query *) node, walk)) ||/
