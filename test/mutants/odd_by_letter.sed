# breaks: a member of another case makes a record unknown
# file:   src/exec/odd.c
# tests:  sql/odd.sql
s/api_spelling_folds_to\(step->name, step->name_len, folded, len\);/(step->name_len == len \&\& strncmp(step->name, folded, len) == 0);/
