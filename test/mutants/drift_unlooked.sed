# breaks: a member whose name is near is not looked for
# file:   src/exec/drift.c
# tests:  sql/drift.sql
s/^\tif \(look.near == NULL\)$/\tif (look.near != NULL || look.near == NULL)/
