# breaks: the inner side of a nested loop is started early, though the outer reads no API
# file:   src/exec/proof.c
# tests:  sql/async.sql
s/loop->nestParams == NIL && outer != NIL/loop->nestParams == NIL/
