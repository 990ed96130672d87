# breaks: a nested loop's parameter is shown as a number
# file:   src/exec/explain.c
# tests:  sql/start_early.sql
s/^\tif \(plan->scan\.plan\.qual == NIL\)/\tif (true)/
