# breaks: the descriptor is added again behind a scan that was answered
# file:   src/exec/async.c
# tests:  sql/async.sql
s/ \|\| bms_is_member\(i, append->as_needrequest\)//
