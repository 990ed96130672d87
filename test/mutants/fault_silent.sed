# breaks: what timed out is asked on the same connection again
# file:   src/net/transfer.c
# tests:  t/070_faults.pl
s/^(\t\t\ttransfer->afresh = ).*/\1false;/
