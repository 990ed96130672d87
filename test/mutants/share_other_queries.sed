# breaks: a query is given what another asked for before
# file:   src/exec/hold.c
# tests:  t/042_shared.pl
s/^	while \(hold \&\& hold->estate != estate\)$/	while (false)/
