# breaks: keys of a join are taken to go out one by one
# file:   src/plan/estimate.c
# tests:  sql/answers.sql
s/ceil\(keys \/ \(list \? list->list_max : 1\)\)/keys/
