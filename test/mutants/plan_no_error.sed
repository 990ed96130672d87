# breaks: a table without its value has no plan, where it should have an error
# file:   src/plan/paths.c
# tests:  sql/parameters.sql
s/add_scan_path\(root, rel, &state->estimate, rel->lateral_relids, state->possible\);/if (state->possible) &/
