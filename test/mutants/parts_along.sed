# breaks: a part that takes no key cannot be read along with one that needs it
# file:   src/plan/paths.c
# tests:  sql/ahead_parts.sql
s/\(!along \&\& !api_quals_from_outer\(root, quals\)\)/!api_quals_from_outer(root, quals)/
