# breaks: rows of partitions that are written are read ahead, whose identities stand for columns only later
# file:   src/plan/ahead_paths.c
# tests:  sql/ahead_update.sql
s/\(\(const Var \*\) lfirst\(lc\)\)->varno == ROWID_VAR/false/
