# breaks: what a LIMIT may leave out is started early
# file:   src/exec/proof.c
# tests:  sql/async.sql
s/to_end && !limited\)/to_end || limited)/
