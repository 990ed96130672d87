# breaks: sub-selects of all arms of CASE, COALESCE and OR are told of keys
# file:   src/base/params.c
# tests:  sql/ahead_target.sql
s/return add_always\(first_of\(node\), arg\);/return first_of(node) == node || expression_tree_walker(node, add_always, arg);/
