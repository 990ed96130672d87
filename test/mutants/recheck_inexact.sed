# breaks: a list beside other conditions in its clause is taken for all that the clause says
# file:   src/plan/quals.c
# tests:  sql/lists_rechecked.sql
s/if \(!match->exact \|\| match->strategy/if (match->strategy/
