# breaks: a column that is renamed reads another member without a word
# file:   src/sqlfn/rename.c
# tests:  sql/rename.sql
s/!column->loose \|\| same_members/column->loose || same_members/
