# breaks: what acts when it is read is read ahead
# file:   src/plan/ahead_paths.c
# tests:  sql/ahead_inner.sql sql/ahead_update.sql
s/!api_acts_when_read\(root, outer->relids, outer->reltarget->exprs\)/true/
