# breaks: a join is taken to give rows without bound, and the next one loops
# file:   src/plan/join_paths.c
# tests:  sql/join.sql
s/^	path->rows = Min\(path->rows, clamp_row_est\(outer->rows \* Max\(each.rows, 1\)\)\);//
