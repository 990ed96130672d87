# breaks: nothing is started early below a node that locks rows
# file:   src/exec/proof.c
# tests:  t/040_async.pl
/^\t\tcase T_LockRows:$/d
