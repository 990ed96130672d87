# breaks: sub-selects that give the values of a scan start one after the other
# file:   src/exec/proof.c
# tests:  sql/start_inits.sql
s/if \(IsA\(plan, ForeignScan\) && !walk->maybe\)/if (false)/
