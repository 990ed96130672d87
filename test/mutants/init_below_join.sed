# breaks: a sub-select starts that gives the value of a join's second side
# file:   src/exec/proof.c
# tests:  sql/async.sql
s/if \(IsA\(plan, ForeignScan\) && !walk->maybe\)/if (IsA(plan, ForeignScan))/
