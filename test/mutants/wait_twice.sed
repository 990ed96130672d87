# breaks: each scan of an Append adds the one descriptor to its wait
# file:   src/exec/async.c
# tests:  sql/async.sql
s/^(\t\tif \()(is_pending\(append)/\1false \&\& \2/
