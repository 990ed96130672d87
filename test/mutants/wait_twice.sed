# breaks: each scan of an Append adds the one descriptor to its wait
# file:   src/exec/async.c
# tests:  sql/async.sql
s/is_ours\(other\) && \(other/false \&\& (other/
