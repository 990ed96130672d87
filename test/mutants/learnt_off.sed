# breaks: plans are made by what was learnt though learn is off
# file:   src/rest/learnt.c
# tests:  sql/learnt.sql
s/^	if \(!api_learn \|\| tables == NULL\)/	if (tables == NULL)/
