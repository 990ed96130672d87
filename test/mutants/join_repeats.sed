# breaks: a row comes once for each time that a set has its key
# file:   src/plan/join_paths.c
# tests:  sql/join.sql
s/\(Path \*\) create_unique_path\(root, outer, path, unique\)/path/
