# breaks: rows_per_key says nothing
# file:   src/plan/answers.c
# tests:  sql/answers.sql
s/^	if \(config->rows_per_key > 0\)/	if (false)/
