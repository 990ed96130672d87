# breaks: ANALYZE looks at the first pages only
# file:   src/exec/analyze.c
# tests:  sql/analyze.sql
s/\(i \+ 1\) \* \(pages - 1\) \/ count/i + 1/
