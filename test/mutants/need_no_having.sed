# breaks: what HAVING reads needs no value
# file:   src/plan/reads.c
# tests:  sql/needs_value.sql
s/^	found = lappend\(found, root->parse->havingQual\);$//
