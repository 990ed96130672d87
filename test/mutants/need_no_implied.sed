# breaks: what an implied equality of a join reads needs no value
# file:   src/plan/need.c
# tests:  sql/needs_value.sql
s/^	if \(rel->has_eclass_joins\)$/	if (rel->has_eclass_joins \&\& attnum < 0)/
