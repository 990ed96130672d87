# breaks: [0] of a column sees nothing where there is no array
# file:   src/json/path_names.c
# tests:  sql/lax_paths.sql
s/for \(unsigned mask = 1; mask < 1u << nlax \&\&/for (unsigned mask = 1; nlax < 0 \&\&/
