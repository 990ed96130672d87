# breaks: lists of keys leave half full
# file:   src/exec/join_ahead.c
# tests:  sql/answers.sql
s/^	if \(fill && count < Min\(most, join->most \/ FILL_SHARE\)\)/	if (fill \&\& count < 0)/
