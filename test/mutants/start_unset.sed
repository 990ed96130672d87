# breaks: a scan is started early before its values are set
# file:   src/exec/eager.c
# tests:  sql/async.sql
s/if \(bms_is_subset\(scan->ss\.ps\.plan->allParam, rechecks\)\)/if (true)/
