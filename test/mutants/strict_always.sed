# breaks: no failure below the top level is ever passed over
# file:   src/plan/strict.c
# tests:  sql/strict.sql
s/^	return is_plain_entry\(root, relid\) \&\& !/	return is_plain_entry(root, relid) \&\& relid < 0 \&\& !/
