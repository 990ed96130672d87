# breaks: a loop that is read ahead of gives as many rows as nobody's keys have
# file:   src/plan/ahead_paths.c
# tests:  sql/answers.sql
s/	loop->rows = Min\(loop->rows, clamp_row_est\(outer->rows \* Max\(inner->rows, 1\)\)\);/	loop->rows = Max(loop->rows, clamp_row_est(outer->rows * Max(inner->rows, 1)));/
