# breaks: a list is not looked at again where a locked row has changed
# file:   src/plan/scan_plan.c
# tests:  t/044_rechecked.pl
s/extract_actual_clauses\(quals->rechecked, false\), outer_plan/NIL, outer_plan/
