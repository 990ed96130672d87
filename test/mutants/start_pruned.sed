# breaks: a partition that may be pruned is started early
# file:   src/exec/eager.c
# tests:  sql/async.sql
s/asked && !API_APPEND_PRUNES\(append\)/asked/
