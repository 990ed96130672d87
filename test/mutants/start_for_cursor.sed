# breaks: what a cursor may leave unread is started early
# file:   src/exec/eager.c
# tests:  sql/async.sql
s/!is_cursor\(statement->estate\),$/true || !is_cursor(statement->estate),/
