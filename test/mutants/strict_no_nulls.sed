# breaks: a failure makes a row where a condition reads the NULLs of an outer join
# file:   src/plan/derived.c
# tests:  sql/strict.sql
s/^	if \(inner\.holds \|\| /	if (/
