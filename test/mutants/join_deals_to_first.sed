# breaks: the rows of a list are all dealt to one key
# file:   src/exec/join_keys.c
# tests:  sql/join_lists.sql
s/if \(request->count == 1\)/if (request->count > 0)/
