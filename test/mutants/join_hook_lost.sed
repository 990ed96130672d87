# breaks: another extension sees no joins any more
# file:   src/plan/join_paths.c
# tests:  t/043_hook.pl
s/previous_hook\(root, joinrel, outer, inner, type, extra\);/(void) root;/
