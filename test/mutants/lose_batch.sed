# breaks: where one value does not fit, the records beside it are lost
# file:   src/exec/batch.c
# tests:  sql/rejects.sql
s/^\tfor \(record = first; record < end; record\+\+\)$/\tfor (record = first + 1; record < end; record++)/
