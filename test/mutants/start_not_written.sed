# breaks: nothing is started early below a node that writes or locks
# file:   src/exec/eager.c
# tests:  t/040_async.pl
s/bms_is_subset\(scan->ss\.ps\.plan->allParam, rechecks\)/bms_is_empty(scan->ss.ps.plan->allParam)/
