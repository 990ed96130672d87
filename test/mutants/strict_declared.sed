# breaks: statuses that mean no records are failures in anti joins
# file:   src/exec/fetch.c
# tests:  sql/strict.sql
s/^	parts->policy.strict = fetch->strict;/	if ((parts->policy.strict = fetch->strict)) parts->policy.nignored = 0;/
