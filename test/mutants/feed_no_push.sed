# breaks: what has come is not looked at where the wait is elsewhere
# file:   src/exec/feed.c
# tests:  sql/ahead_inner.sql
s/^	if \(!wait\)$/	if (false)/
