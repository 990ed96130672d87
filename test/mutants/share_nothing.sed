# breaks: what two scans of a query ask for is sent twice
# file:   src/net/asked.c
# tests:  t/042_shared.pl
s/^	if \(!is_common\(transfer\)\)$/	if (is_common(transfer))/
