# breaks: a scan behind a one-time filter that is false is started early
# file:   src/exec/proof.c
# tests:  sql/async.sql
s/\(\(Result \*\) plan\)->resconstantqual == NULL/true/
