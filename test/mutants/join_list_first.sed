# breaks: a list of keys is filled in several goes, since little is read ahead at first
# file:   src/exec/join.c
# tests:  sql/answers.sql
s/Max\(api_fetch_window\(join->fetch\), api_join_keys_most\(join->keys\)\)/api_fetch_window(join->fetch)/
