# breaks: a failure in a sub-query behind an anti join makes a row
# file:   src/plan/strict.c
# tests:  sql/strict.sql
s/^	return is_plain_entry\(root, relid\) \&\& !/	return (is_plain_entry(root, relid) || true) \&\& !/
