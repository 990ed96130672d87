# breaks: a row of a list is given whatever value it has
# file:   src/exec/recheck.c
# tests:  sql/lists.sql
s/^\treturn is_equal\(type, value, values\[low\]\);$/\treturn count > 1 || is_equal(type, value, values[low]);/
